package dev.sluice.executor.lane;

import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.ExecuteJob;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Whether a job may start, and one try of it with what surrounds that: its start counted, its span, its interceptors. Thread-safe. */
final class JobRun {
    private final LaneSurroundings around;
    private final int maxStarts;

    JobRun(LaneSurroundings around, int maxStarts) {
        this.around = around;
        this.maxStarts = maxStarts;
    }

    /** How a job ends that must not start, or null. Having run before comes first: no other ending would be true of it. */
    @Nullable
    TryResult unstarted(LaneJob job, StartRule rule) {
        ExecuteJob execute = job.place().execute();
        Attempt attempt = job.attempt();
        String replyTo = attempt.job().getReplyTo();
        if (rule == StartRule.MAY_HAVE_RUN) {
            return execute.unknown(attempt, "the executor that ran this statement was lost");
        }
        if (job.late()) {
            return execute.expire(attempt);
        }
        if (rule == StartRule.POISON) {
            String message =
                    "started " + job.startsBefore() + " times and never ended: it may be what ends its executors";
            return execute.fail(attempt, ErrorCode.POISON, message);
        }
        return job.replyTopic(around.replyTopics()).equals(replyTo)
                ? null
                : execute.fail(
                        attempt,
                        ErrorCode.INVALID_REQUEST,
                        "replyTo names a topic that does not exist or cannot be written: " + replyTo);
    }

    StartRule rule(LaneJob job) {
        return job.counted()
                ? StartRule.RUN
                : StartRule.of(job.access(), job.startsBefore(), job.delivery().mayHaveRunBefore(), maxStarts);
    }

    /**
     * Counts a start where others see it. The job keeps its slot until then: of what waits for one nothing is counted, for nobody could tell it
     * from what has run. False if the slots are closed meanwhile; whether it is counted then nobody knows.
     */
    boolean countFirst(LaneJob job) {
        CountDownLatch counted = new CountDownLatch(1);
        around.publisher().countStart(job.delivery(), counted::countDown);
        try {
            counted.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
        job.count();
        return true;
    }

    TryResult run(LaneJob job) {
        job.begin();
        if (!job.counted()) {
            job.count();
            job.delivery().started();
        } else if (job.attempt().announce()) {
            // Should it end us, too, its start is known of.
            around.progress().running(job.delivery(), job.attempt().job());
        }
        return traced(job);
    }

    private TryResult traced(LaneJob job) {
        Span span = around.spans().begin(job.attempt().job(), job.delivery());
        try {
            TryResult result = intercepted(job);
            around.spans().end(span, result);
            return result;
        } catch (RuntimeException | Error broken) {
            around.spans().broke(span, broken);
            throw broken;
        }
    }

    private TryResult intercepted(LaneJob job) {
        QueryJob asked = job.attempt().job();
        around.interceptors().before(asked);
        TryResult result = job.place().execute().run(job.attempt());
        if (result instanceof TryResult.Ended(QueryReply outcome)) {
            around.interceptors().after(asked, outcome);
        }
        return result;
    }
}
