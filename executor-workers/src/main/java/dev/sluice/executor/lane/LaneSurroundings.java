package dev.sluice.executor.lane;

import dev.sluice.executor.cancel.JobsInHand;
import dev.sluice.executor.intercept.Interceptors;
import dev.sluice.executor.outcome.Outcomes;
import dev.sluice.executor.outcome.ProgressEvents;
import dev.sluice.executor.poison.StartHistory;
import dev.sluice.executor.publish.OutcomePublisher;
import dev.sluice.executor.publish.ReplyTopics;
import dev.sluice.executor.trace.TrySpans;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/** What a lane worker shares with the rest of its process, and its own publisher. */
public record LaneSurroundings(
        OutcomePublisher publisher,
        Outcomes outcomes,
        ProgressEvents progress,
        JobsInHand inHand,
        ReplyTopics replyTopics,
        StartHistory history,
        Interceptors interceptors,
        TrySpans spans,
        ScheduledExecutorService timer,
        InstantSource clock) {
    /** The outcome of a job that cannot even be tried. */
    QueryReply refusal(QueryJob job, ErrorCode code, String message) {
        return outcomes.ended(
                job,
                UUID.randomUUID().toString(),
                JobState.FAILED,
                ErrorCatalog.error(code, message),
                null,
                clock.instant());
    }
}
