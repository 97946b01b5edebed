package dev.sluice.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.Decision;
import dev.sluice.message.EventType;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.job.JobTransitions;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far a job got. Events and outcomes travel on different topics and may be met in either order, so every account adds the facts
 * it has, and the state only ever moves forward.
 *
 * @param decided false while nobody but the producer has said anything about the job
 */
public record Progress(
        JobState state,
        boolean decided,
        int attempt,
        Placement placement,
        Times times,
        @Nullable JobError error,
        @Nullable Supplier<JsonNode> decision,
        @Nullable Supplier<JsonNode> metrics) {

    /** Where the job runs and what it is; every part is null until it is known. */
    public record Placement(
            @Nullable Lane lane,
            @Nullable String engine,
            @Nullable String statementKind,
            @Nullable String fingerprint,
            @Nullable String node) {
        static final Placement UNKNOWN = new Placement(null, null, null, null, null);

        Placement after(JobEvent event) {
            return new Placement(
                    event.getLane() == null ? lane : event.getLane(),
                    event.getEngine() == null ? engine : event.getEngine(),
                    event.getStatementKind() == null
                            ? statementKind
                            : event.getStatementKind().name(),
                    event.getFingerprint() == null ? fingerprint : event.getFingerprint(),
                    event.getNode() == null ? node : event.getNode());
        }
    }

    /** When the job was admitted, started and ended; a job that ends quickly is never reported as started. */
    public record Times(
            @Nullable Instant admittedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        static final Times UNKNOWN = new Times(null, null, null);

        Times after(JobEvent event) {
            Instant at = event.getAt();
            return new Times(
                    event.getType() == EventType.ADMITTED ? at : admittedAt,
                    event.getType() == EventType.RUNNING ? at : startedAt,
                    JobTransitions.terminal(event.getState()) ? at : endedAt);
        }
    }

    /** Published, and not yet looked at by anybody. */
    public static Progress submitted() {
        return new Progress(JobState.QUEUED, false, 0, Placement.UNKNOWN, Times.UNKNOWN, null, null, null);
    }

    /** Whether nothing more will happen. */
    public boolean ended() {
        return JobTransitions.terminal(state) || state == JobState.VALIDATED;
    }

    /** This progress with what the event adds. */
    public Progress after(JobEvent event) {
        return new Progress(
                next(event.getState()),
                true,
                Math.max(attempt, event.getAttempt()),
                placement.after(event),
                times.after(event),
                next(event.getState()) == event.getState() ? event.getError() : error,
                known(event.getDecision(), decision),
                known(event.getMetrics(), metrics));
    }

    /** This progress with what the outcome adds. */
    public Progress after(QueryReply outcome) {
        JobState ending = outcome.getState() == null ? state : outcome.getState();
        return new Progress(
                next(ending),
                true,
                Math.max(attempt, outcome.getAttempt()),
                placement,
                times.endedAt() == null ? new Times(times.admittedAt(), times.startedAt(), outcome.getAt()) : times,
                outcome.getError() == null ? error : outcome.getError(),
                known(telling(outcome.getDecision()), decision),
                known(outcome.getMetrics(), metrics));
    }

    /** Refused because the id belongs to another request; undecided, because the first job's own events still count. */
    public Progress conflicting(QueryReply outcome) {
        Times ended = new Times(null, null, outcome.getAt());
        return new Progress(JobState.REJECTED, false, 0, placement, ended, outcome.getError(), null, null);
    }

    // A job that ends while it waits is told with the reason of its end alone; what was decided about it before says
    // more.
    private @Nullable Decision telling(@Nullable Decision last) {
        return last != null && last.getFingerprint() == null && decision != null ? null : last;
    }

    private static @Nullable Supplier<JsonNode> known(
            @Nullable IndexedRecord part, @Nullable Supplier<JsonNode> before) {
        return part == null ? before : () -> MessageJson.of(part);
    }

    // INVARIANT: an ending, once decided, stays; and a job that left the queue does not return to it.
    private JobState next(JobState proposed) {
        if (!decided) {
            return proposed;
        }
        if (ended()) {
            return state;
        }
        boolean ending = JobTransitions.terminal(proposed) || proposed == JobState.VALIDATED;
        return ending || state == JobState.QUEUED || JobTransitions.legal(state, proposed) ? proposed : state;
    }
}
