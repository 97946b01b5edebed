package dev.sluice.dispatcher.route;

import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.message.Decision;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.ReplyKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The OUTCOME replies of jobs that never reach an executor, and of those that come back from one for good. */
public final class Outcomes {
    private static final int MAX_ECHO = 64;

    private Outcomes() {}

    /** The answer to a request that will not run, or that was only to be validated. */
    public static QueryReply of(QueryRequest request, JobState state, @Nullable JobError error, Decision decision) {
        // An id or a name that was refused is echoed too, so that its producer can find the answer; but not at any
        // length.
        return reply(echo(request.getJobId()), 0, decision.getAt())
                .setTenant(echo(request.getTenant()))
                .setDatabase(echo(request.getDatabase()))
                .setState(state)
                .setError(error)
                .setDecision(decision)
                .build();
    }

    /** The answer to a job that the dispatcher ends. */
    public static QueryReply of(LiveJob job, JobState state, JobError error, Instant now) {
        return of(job, state, error, Decisions.refused(error, null, now));
    }

    /** The answer to a job that the dispatcher ends by this decision. */
    public static QueryReply of(LiveJob job, JobState state, JobError error, Decision decision) {
        return reply(job.key().jobId(), job.tries().attempt(), decision.getAt())
                .setTenant(job.key().tenant())
                .setDatabase(job.key().database())
                .setState(state)
                .setError(error)
                .setDecision(decision)
                .build();
    }

    private static QueryReply.Builder reply(String jobId, int attempt, Instant now) {
        return QueryReply.newBuilder()
                .setKind(ReplyKind.OUTCOME)
                .setJobId(jobId)
                .setResultId(jobId + ".d" + attempt)
                .setAttempt(attempt)
                .setAt(now);
    }

    private static String echo(String text) {
        return text.length() <= MAX_ECHO ? text : text.substring(0, MAX_ECHO);
    }
}
