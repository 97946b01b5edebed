package dev.sluice.sink.fold;

import dev.sluice.message.JobState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one or several records say about one job: its key, its state, and whatever else they know. A value; thread-safe. */
public final class JobChange {
    private final Map<JobColumn, Object> values;
    private final JobState state;

    private JobChange(Map<JobColumn, Object> values, JobState state) {
        this.values = values;
        this.state = state;
    }

    /** Starts a change that says that a job is in a state. */
    public static Builder of(String tenant, String jobId, JobState state, int attempt) {
        return new Builder(state)
                .set(JobColumn.TENANT, tenant)
                .set(JobColumn.JOB_ID, jobId)
                .set(JobColumn.STATE, state.name())
                .set(JobColumn.ATTEMPT, attempt);
    }

    /** The value of a column, or null if these records do not know it. */
    public @Nullable Object get(JobColumn column) {
        return values.get(column);
    }

    /** Whose job it is: unique. */
    public JobKey key() {
        return new JobKey(text(JobColumn.TENANT), text(JobColumn.JOB_ID));
    }

    JobState state() {
        return state;
    }

    int attempt() {
        return (Integer) Objects.requireNonNull(get(JobColumn.ATTEMPT));
    }

    /** What is known after this and then the other change of the same job. */
    JobChange then(JobChange later) {
        Progress progress = Progress.of(this, later);
        Map<JobColumn, Object> merged = new EnumMap<>(JobColumn.class);
        for (JobColumn column : JobColumn.values()) {
            Object value = column.rule().merge(column, this, later, progress);
            if (value != null) {
                merged.put(column, value);
            }
        }
        return new JobChange(merged, progress == Progress.ONWARD ? later.state : state);
    }

    private String text(JobColumn column) {
        return (String) Objects.requireNonNull(get(column));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobChange change && values.equals(change.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects what a record says. Not thread-safe. */
    public static final class Builder {
        private final Map<JobColumn, Object> values = new EnumMap<>(JobColumn.class);
        private final JobState state;

        private Builder(JobState state) {
            this.state = state;
        }

        /** Sets a column, or leaves it unknown for null. Text is made storable. Throws ClassCastException for a wrong type. */
        public Builder set(JobColumn column, @Nullable Object value) {
            if (value != null) {
                Object checked = column.holds().type().cast(value);
                values.put(column, checked instanceof String text ? PlainText.storable(text) : checked);
            }
            return this;
        }

        /** Sets a column to the name of a constant, or leaves it unknown for null. */
        public Builder set(JobColumn column, @Nullable Enum<?> constant) {
            return constant == null ? this : set(column, constant.name());
        }

        public JobChange build() {
            return new JobChange(new EnumMap<>(values), state);
        }
    }
}
