package dev.sluice.executor.lane;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobError;
import dev.sluice.message.QueryReply;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Meters of one lane worker. Thread-safe. */
final class LaneMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer execute;

    LaneMeters(MeterRegistry registry, LaneSettings lane) {
        this.registry = registry;
        this.tags = Tags.of("engine", lane.engine(), "lane", lane.lane().name());
        this.execute = registry.timer("sluice.executor.execute", tags);
    }

    void ended(QueryReply outcome) {
        registry.counter(
                        "sluice.executor.jobs",
                        tags.and("state", outcome.getState().name()))
                .increment();
        ExecutionMetrics metrics = outcome.getMetrics();
        if (metrics != null) {
            execute.record(metrics.getExecuteMicros() + metrics.getFetchMicros(), TimeUnit.MICROSECONDS);
        }
        if (outcome.getError() != null) {
            failed("sluice.executor.errors", outcome.getError().getCode());
        }
    }

    void released(JobError why) {
        failed("sluice.executor.released", why.getCode());
    }

    void retried(JobError why) {
        failed("sluice.executor.retries", why.getCode());
    }

    private void failed(String name, ErrorCode code) {
        registry.counter(name, tags.and("errorCode", code.name())).increment();
    }
}
