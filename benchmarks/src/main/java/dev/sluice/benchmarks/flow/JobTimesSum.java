package dev.sluice.benchmarks.flow;

import dev.sluice.message.ExecutionMetrics;
import java.util.concurrent.atomic.LongAdder;

/** Adds up where the time of jobs went. Thread-safe. */
final class JobTimesSum {
    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final double MICROS_PER_MILLI = 1000;

    private final LongAdder jobs = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();
    private final LongAdder admittedMillis = new LongAdder();
    private final LongAdder takenMillis = new LongAdder();
    private final LongAdder databaseMicros = new LongAdder();

    void add(long nanos, ExecutionMetrics metrics) {
        jobs.increment();
        totalNanos.add(nanos);
        admittedMillis.add(metrics.getQueuedMillis());
        takenMillis.add(metrics.getWaitMillis());
        databaseMicros.add(metrics.getAcquireMicros() + metrics.getExecuteMicros() + metrics.getFetchMicros());
    }

    /** The means so far, and begins anew. Answered is what no other part accounts for, never below zero. */
    JobTimes takeMeans() {
        double count = Math.max(1, jobs.sumThenReset());
        double total = totalNanos.sumThenReset() / NANOS_PER_MILLI / count;
        double admitted = admittedMillis.sumThenReset() / count;
        double taken = takenMillis.sumThenReset() / count;
        double database = databaseMicros.sumThenReset() / MICROS_PER_MILLI / count;
        return new JobTimes(admitted, taken, database, Math.max(0, total - admitted - taken - database));
    }
}
