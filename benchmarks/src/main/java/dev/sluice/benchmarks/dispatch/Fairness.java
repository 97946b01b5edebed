package dev.sluice.benchmarks.dispatch;

import dev.sluice.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who gets how much while some ask for far more than others, in simulated time with the real scheduler. */
final class Fairness {
    private static final List<Integer> LOADS = List.of(1, 2, 5, 10, 15, 20, 30, 50, 75, 100);
    private static final Duration LENGTH = Duration.ofSeconds(20);
    /** The smallest tenant asks for a little more than a tenth of what the lane can do, so that all are held back. */
    private static final Duration SMALLEST_EVERY = Duration.ofMillis(10);

    private static final int BURST = 200;
    private static final Duration BURST_EVERY = Duration.ofSeconds(1);
    private static final int FLOOD = 100;

    private Fairness() {}

    /** Jain's index over the jobs that ten tenants got done who offered one to a hundred times as much: 1 is equal shares. */
    static double jain() {
        Map<String, Integer> served = new HashMap<>();
        var lane = new SimulatedLane((job, wait) -> served.merge(job.key().tenant(), 1, Integer::sum));
        for (int load : LOADS) {
            lane.offer("tenant-" + load, Priority.NORMAL, load, SMALLEST_EVERY, Instant.EPOCH);
        }
        lane.run(Instant.EPOCH.plus(LENGTH));
        double sum = 0;
        double squares = 0;
        for (int jobs : served.values()) {
            sum += jobs;
            squares += (double) jobs * jobs;
        }
        return sum * sum / (LOADS.size() * squares);
    }

    /** What the flood does to bursts of jobs of high priority, and to a single one. */
    record HighPriority(double aloneP99Millis, double floodedP99Millis, double loneJobP99Millis) {
        double ratio() {
            return floodedP99Millis / aloneP99Millis;
        }
    }

    /** Bursts of high priority once a second, without and with a hundred times as many jobs of low priority. */
    static HighPriority highPriority() {
        return new HighPriority(p99(BURST, 0), p99(BURST, FLOOD * BURST), p99(1, FLOOD * BURST));
    }

    private static double p99(int burst, int flood) {
        List<Duration> waits = new ArrayList<>();
        var lane = new SimulatedLane((job, wait) -> {
            if (job.place().priority() == Priority.HIGH) {
                waits.add(wait);
            }
        });
        if (flood > 0) {
            lane.offer("flood", Priority.LOW, flood, BURST_EVERY, Instant.EPOCH);
        }
        // Not at the same instant as the end of other jobs.
        lane.offer("important", Priority.HIGH, burst, BURST_EVERY, Instant.EPOCH.plusNanos(3_141_592));
        lane.run(Instant.EPOCH.plus(LENGTH));
        Collections.sort(waits);
        return waits.get((int) Math.ceil(waits.size() * 0.99) - 1).toNanos() / 1e6;
    }
}
