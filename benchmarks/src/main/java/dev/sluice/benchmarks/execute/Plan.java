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
        WarmUp warmUp,
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

    /** How long a contender is warmed up before its first statement counts: until its rates rise no more, within these bounds. */
    record WarmUp(Duration shortest, Duration longest) {}
}
