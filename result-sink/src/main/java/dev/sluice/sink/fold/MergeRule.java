package dev.sluice.sink.fold;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a column when a change meets what is known of its job.
 *
 * <p>Each rule says the same thing twice: {@link #merge} in Java, {@link #sql} in PostgreSQL, where {@code %1$s} is the column
 * and {@code onward} says whether the change is {@link Progress#ONWARD}.
 */
enum MergeRule {
    /** Part of the primary key: never changes. */
    KEY("j.%1$s") {
        @Override
        @Nullable
        Object merge(JobColumn column, JobChange known, JobChange change, Progress progress) {
            return known.get(column);
        }
    },
    /** The first that is known stays. */
    FIRST("coalesce(j.%1$s, excluded.%1$s)") {
        @Override
        @Nullable
        Object merge(JobColumn column, JobChange known, JobChange change, Progress progress) {
            return either(known.get(column), change.get(column));
        }
    },
    /** The last that came. */
    LATEST("coalesce(excluded.%1$s, j.%1$s)") {
        @Override
        @Nullable
        Object merge(JobColumn column, JobChange known, JobChange change, Progress progress) {
            return either(change.get(column), known.get(column));
        }
    },
    /** Belongs to the state: replaced with it, even by nothing; a second report of the state fills gaps. */
    WITH_STATE("CASE WHEN onward THEN excluded.%1$s"
            + " WHEN j.state = excluded.state THEN coalesce(j.%1$s, excluded.%1$s) ELSE j.%1$s END") {
        @Override
        @Nullable
        Object merge(JobColumn column, JobChange known, JobChange change, Progress progress) {
            return switch (progress) {
                case ONWARD -> change.get(column);
                case SAME -> either(known.get(column), change.get(column));
                case STALE -> known.get(column);
            };
        }
    },
    /** Comes with the OUTCOME and only together: all of the first OUTCOME that agrees with the state, or nothing. */
    OUTCOME("CASE WHEN j.result_chunks IS NULL AND (j.state = excluded.state OR onward)"
            + " THEN excluded.%1$s ELSE j.%1$s END") {
        @Override
        @Nullable
        Object merge(JobColumn column, JobChange known, JobChange change, Progress progress) {
            boolean open = known.get(JobColumn.RESULT_CHUNKS) == null && progress != Progress.STALE;
            return open ? change.get(column) : known.get(column);
        }
    },
    /** The highest number seen. */
    HIGHEST("greatest(j.%1$s, excluded.%1$s)") {
        @Override
        Object merge(JobColumn column, JobChange known, JobChange change, Progress progress) {
            return Math.max(known.attempt(), change.attempt());
        }
    },
    /** When the row was last written. */
    TOUCHED("excluded.%1$s") {
        @Override
        @Nullable
        Object merge(JobColumn column, JobChange known, JobChange change, Progress progress) {
            return change.get(column);
        }
    };

    private final String template;

    MergeRule(String template) {
        this.template = template;
    }

    abstract @Nullable Object merge(JobColumn column, JobChange known, JobChange change, Progress progress);

    String sql(String column) {
        return template.formatted(column);
    }

    private static @Nullable Object either(@Nullable Object first, @Nullable Object second) {
        return first != null ? first : second;
    }
}
