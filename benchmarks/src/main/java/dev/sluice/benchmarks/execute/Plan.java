package dev.sluice.benchmarks.execute;

import dev.sluice.executor.publish.Delivered;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds of which the median counts
 * @param round about how long a backlog lasts
 * @param perSecond jobs a second for latency
 * @param exportRows rows of the export
 * @param delivery how the executor and the worker written by hand publish
 * @param settings KEY=VALUE, of the Sluice that is measured
 */
record Plan(
        int rounds,
        Duration round,
        Duration warmUp,
        int perSecond,
        int exportRows,
        Delivered delivery,
        List<String> settings) {
    Plan {
        if (rounds < 1 || round.toMillis() < 100 || exportRows < 1_000) {
            throw new IllegalArgumentException("at least 1 round of 100 ms is measured, and an export of 1,000 rows");
        }
        settings = List.copyOf(settings);
    }

    /** For what is more code than the JIT compiler gets done in the usual time. */
    Plan warmingUp(int timesAsLong) {
        return new Plan(rounds, round, warmUp.multipliedBy(timesAsLong), perSecond, exportRows, delivery, settings);
    }
}
