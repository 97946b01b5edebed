package dev.sluice.dispatcher.route;

import dev.sluice.dispatcher.accept.Requested;
import dev.sluice.dispatcher.estimate.Estimated;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.Decision;
import dev.sluice.message.EventType;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.schemas.job.Identifiers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The events the dispatcher tells. The first one of a job carries what the history needs to know it by. */
public final class Events {
    private static final int MAX_TEXT = 4096;

    private Events() {}

    /** The first event of an accepted job: QUEUED or ADMITTED. */
    public static JobEvent first(Estimated job, EventType type, JobState state, int attempt, Decision decision) {
        return opening(job.accepted().requested(), job.accepted().key(), decision.getAt())
                .setType(type)
                .setState(state)
                .setAttempt(attempt)
                .setLane(job.lane())
                .setEngine(job.database().engine())
                .setFingerprint(job.traits().fingerprint())
                .setStatementKind(job.traits().kind())
                .setDecision(decision)
                .setLabels(job.accepted().request().getLabels())
                .setReplyTo(job.accepted().request().getReplyTo())
                .build();
    }

    /** The only event of a request that never became a job: REJECTED, EXPIRED or CANCELLED. */
    public static JobEvent only(Requested requested, JobKey key, JobState state, JobError error, Decision decision) {
        return opening(requested, key, decision.getAt())
                .setType(EventType.valueOf(state.name()))
                .setState(state)
                .setFingerprint(decision.getFingerprint())
                .setStatementKind(decision.getStatementKind())
                .setDecision(decision)
                .setError(error)
                .build();
    }

    /** A later event of a job: what happened is named like the state it is in then. */
    public static JobEvent later(
            LiveJob job, JobState state, @Nullable JobError error, @Nullable Decision decision, Instant now) {
        return JobEvent.newBuilder()
                .setJobId(job.key().jobId())
                .setTenant(job.key().tenant())
                .setPrincipal(job.asked().principal())
                .setDatabase(job.key().database())
                .setType(EventType.valueOf(state.name()))
                .setState(state)
                .setAttempt(job.tries().attempt())
                .setAt(now)
                .setLane(job.place().lane())
                .setPriority(job.place().priority())
                .setSubmittedAt(job.times().submittedAt())
                .setDecision(decision)
                .setError(error)
                .build();
    }

    /** The answer to a command that asked why a job is where it is. */
    public static JobEvent explained(LiveJob job, String commandId, Decision decision, Instant now) {
        return JobEvent.newBuilder(later(job, job.state(), null, decision, now))
                .setType(EventType.EXPLAINED)
                .setCommandId(commandId)
                .setAnswer(CommandAnswer.EXPLAINED)
                .build();
    }

    /** The answer to a command: what became of it. It says nothing new about the job. */
    public static JobEvent answered(JobKey key, JobState state, String commandId, CommandAnswer answer, Instant now) {
        return JobEvent.newBuilder()
                .setJobId(key.jobId())
                .setTenant(key.tenant())
                .setPrincipal("")
                .setDatabase(key.database())
                .setType(EventType.ANSWERED)
                .setState(state)
                .setAt(now)
                .setCommandId(commandId)
                .setAnswer(answer)
                .build();
    }

    private static JobEvent.Builder opening(Requested requested, JobKey key, Instant now) {
        QueryRequest request = requested.request();
        boolean nameable = Identifiers.validName(request.getPrincipal());
        return JobEvent.newBuilder()
                .setJobId(key.jobId())
                .setTenant(key.tenant())
                .setPrincipal(nameable ? request.getPrincipal() : "invalid")
                .setDatabase(key.database())
                .setAt(now)
                .setPriority(requested.priority())
                .setStatementText(text(request))
                .setSubmittedAt(request.getSubmittedAt());
    }

    private static @Nullable String text(QueryRequest request) {
        if (!(request.getQuery() instanceof SqlText sql)) {
            return null;
        }
        var text = new StringBuilder();
        for (String statement : sql.getStatements()) {
            text.append(text.isEmpty() ? "" : ";\n");
            int room = Math.min(MAX_TEXT - text.length(), statement.length());
            text.append(statement, 0, Math.max(room, 0));
            if (text.length() >= MAX_TEXT) {
                break;
            }
        }
        // No history keeps a NUL character.
        return text.toString().replace('\0', '\uFFFD');
    }
}
