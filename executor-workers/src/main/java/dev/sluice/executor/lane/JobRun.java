package dev.sluice.executor.lane;

import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import io.opentelemetry.api.trace.Span;

/** One try of a job with what surrounds it: its start counted, its span, its interceptors. Blocks a thread of the job's slots. Thread-safe. */
final class JobRun {
    private final LaneSurroundings around;

    JobRun(LaneSurroundings around) {
        this.around = around;
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
