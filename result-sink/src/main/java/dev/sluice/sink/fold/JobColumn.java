package dev.sluice.sink.fold;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Every column of the table {@code sluice.job}: what it holds and how a change is merged into it. */
public enum JobColumn {
    TENANT(Holds.TEXT, MergeRule.KEY),
    JOB_ID(Holds.TEXT, MergeRule.KEY),
    DATABASE(Holds.TEXT, MergeRule.FIRST),
    PRINCIPAL(Holds.TEXT, MergeRule.FIRST),
    PRIORITY(Holds.TEXT, MergeRule.FIRST),
    LANE(Holds.TEXT, MergeRule.LATEST),
    ENGINE(Holds.TEXT, MergeRule.FIRST),
    STATE(Holds.TEXT, MergeRule.WITH_STATE),
    ATTEMPT(Holds.INTEGER, MergeRule.HIGHEST),
    STATEMENT(Holds.TEXT, MergeRule.FIRST),
    STATEMENT_KIND(Holds.TEXT, MergeRule.FIRST),
    FINGERPRINT(Holds.TEXT, MergeRule.FIRST),
    SUBMITTED_AT(Holds.INSTANT, MergeRule.FIRST),
    ADMITTED_AT(Holds.INSTANT, MergeRule.FIRST),
    STARTED_AT(Holds.INSTANT, MergeRule.FIRST),
    ENDED_AT(Holds.INSTANT, MergeRule.FIRST),
    ERROR_CODE(Holds.TEXT, MergeRule.WITH_STATE),
    ERROR_CATEGORY(Holds.TEXT, MergeRule.WITH_STATE),
    ERROR_MESSAGE(Holds.TEXT, MergeRule.WITH_STATE),
    SQL_STATE(Holds.TEXT, MergeRule.WITH_STATE),
    ROW_COUNT(Holds.BIGINT, MergeRule.OUTCOME),
    UPDATE_COUNTS(Holds.BIGINTS, MergeRule.OUTCOME),
    RESULT_ID(Holds.TEXT, MergeRule.OUTCOME),
    RESULT_CHUNKS(Holds.INTEGER, MergeRule.OUTCOME),
    RESULT_SHA256(Holds.TEXT, MergeRule.OUTCOME),
    RESULT_URI(Holds.TEXT, MergeRule.OUTCOME),
    RESULT_EXPIRES_AT(Holds.INSTANT, MergeRule.OUTCOME),
    TRUNCATED(Holds.TEXT, MergeRule.OUTCOME),
    FROM_LEDGER(Holds.BOOLEAN, MergeRule.OUTCOME),
    COLUMNS(Holds.JSON, MergeRule.OUTCOME),
    METRICS(Holds.JSON, MergeRule.WITH_STATE),
    DECISION(Holds.JSON, MergeRule.LATEST),
    LABELS(Holds.JSON, MergeRule.FIRST),
    REPLY_TO(Holds.TEXT, MergeRule.FIRST),
    NODE(Holds.TEXT, MergeRule.LATEST),
    UPDATED_AT(Holds.INSTANT, MergeRule.TOUCHED);

    private final Holds holds;
    private final MergeRule rule;

    JobColumn(Holds holds, MergeRule rule) {
        this.holds = holds;
        this.rule = rule;
    }

    /** Name of the column in the table. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the column holds. */
    public Holds holds() {
        return holds;
    }

    /** Whether the column is part of the primary key. */
    public boolean key() {
        return rule == MergeRule.KEY;
    }

    /** The value after the row {@code j} met {@code excluded}, as an SQL expression that uses {@link #onwardSql()}. */
    public String mergeSql() {
        return rule.sql(column());
    }

    /** Whether {@code excluded} moves the job of the row {@code j} on, as an SQL condition to be named {@code onward}. */
    public static String onwardSql() {
        return Progress.onwardSql();
    }

    MergeRule rule() {
        return rule;
    }

    /** Kinds of value, with the Java type that stands for each. */
    public enum Holds {
        TEXT(String.class),
        INTEGER(Integer.class),
        BIGINT(Long.class),
        BIGINTS(List.class),
        BOOLEAN(Boolean.class),
        INSTANT(Instant.class),
        /** JSON text, already free of NUL. */
        JSON(String.class);

        private final Class<?> type;

        Holds(Class<?> type) {
            this.type = type;
        }

        Class<?> type() {
            return type;
        }
    }
}
