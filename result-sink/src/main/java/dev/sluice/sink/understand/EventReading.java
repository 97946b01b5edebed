package dev.sluice.sink.understand;

import dev.sluice.message.EventType;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.schemas.job.JobTransitions;
import dev.sluice.sink.fold.JobChange;
import dev.sluice.sink.fold.JobColumn;
import dev.sluice.sink.fold.Rows;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event says about its job. */
final class EventReading {
    /** These report on a job without moving it. A type of a later release reads as OTHER, and its state cannot be trusted. */
    private static final Set<EventType> STATELESS =
            EnumSet.of(EventType.PROGRESS, EventType.EXPLAINED, EventType.ANSWERED, EventType.OTHER);

    private EventReading() {}

    static Rows read(JobEvent event, Instant now) {
        if (STATELESS.contains(event.getType()) || event.getState() == JobState.VALIDATED) {
            return Rows.NONE;
        }
        JobChange.Builder change =
                JobChange.of(event.getTenant(), event.getJobId(), event.getState(), event.getAttempt());
        change.set(JobColumn.DATABASE, event.getDatabase())
                .set(JobColumn.PRINCIPAL, event.getPrincipal())
                .set(JobColumn.PRIORITY, event.getPriority())
                .set(JobColumn.LANE, event.getLane())
                .set(JobColumn.ENGINE, event.getEngine())
                .set(JobColumn.STATEMENT, event.getStatementText())
                .set(JobColumn.STATEMENT_KIND, event.getStatementKind())
                .set(JobColumn.FINGERPRINT, event.getFingerprint())
                .set(JobColumn.SUBMITTED_AT, event.getSubmittedAt())
                .set(JobColumn.METRICS, AvroJson.text(event.getMetrics()))
                .set(JobColumn.DECISION, AvroJson.text(event.getDecision()))
                .set(JobColumn.LABELS, AvroJson.text(event.getLabels()))
                .set(JobColumn.REPLY_TO, event.getReplyTo())
                .set(JobColumn.NODE, event.getNode())
                .set(JobColumn.UPDATED_AT, now);
        setMoment(change, event.getState(), event.getAt());
        setError(change, event.getError());
        return Rows.of(change.build());
    }

    private static void setMoment(JobChange.Builder change, JobState state, Instant at) {
        if (JobTransitions.terminal(state)) {
            change.set(JobColumn.ENDED_AT, at);
        } else if (state == JobState.ADMITTED) {
            change.set(JobColumn.ADMITTED_AT, at);
        } else if (state == JobState.RUNNING) {
            change.set(JobColumn.STARTED_AT, at);
        }
    }

    static void setError(JobChange.Builder change, @Nullable JobError error) {
        if (error != null) {
            change.set(JobColumn.ERROR_CODE, error.getCode())
                    .set(JobColumn.ERROR_CATEGORY, error.getCategory())
                    .set(JobColumn.ERROR_MESSAGE, error.getMessage())
                    .set(JobColumn.SQL_STATE, error.getSqlState());
        }
    }
}
