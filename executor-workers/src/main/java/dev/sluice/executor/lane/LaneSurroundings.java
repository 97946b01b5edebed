package dev.sluice.executor.lane;

import dev.sluice.executor.cancel.JobsInHand;
import dev.sluice.executor.intercept.Interceptors;
import dev.sluice.executor.outcome.Outcomes;
import dev.sluice.executor.outcome.ProgressEvents;
import dev.sluice.executor.poison.StartHistory;
import dev.sluice.executor.publish.OutcomePublisher;
import dev.sluice.executor.publish.ReplyTopics;
import dev.sluice.executor.trace.TrySpans;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a lane worker shares with the rest of its process, and its own publisher.
 *
 * @param timer for what waits for nobody
 * @param chores for what may wait for the registry
 */
public record LaneSurroundings(
        OutcomePublisher publisher,
        Outcomes outcomes,
        ProgressEvents progress,
        JobsInHand inHand,
        Suspects<LaneJob> suspects,
        ReplyTopics replyTopics,
        StartHistory history,
        Interceptors interceptors,
        TrySpans spans,
        ScheduledExecutorService timer,
        ScheduledExecutorService chores,
        InstantSource clock) {}
