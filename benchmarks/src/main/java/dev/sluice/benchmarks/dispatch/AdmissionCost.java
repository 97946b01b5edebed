package dev.sluice.benchmarks.dispatch;

import dev.sluice.dispatcher.admit.Admit;
import dev.sluice.dispatcher.admit.Limits;
import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one admission costs while so many jobs wait: the choice of the next job, its lease, the end of an older lease, and a new job that
 * comes to wait, so that the number of waiting jobs stays the same.
 */
final class AdmissionCost {
    private static final LaneKey LANE = new LaneKey(WaitingJobs.DATABASE, Lane.FAST);
    private static final Priority[] BANDS = Priority.values();
    private static final int PRINCIPALS = 3;
    private static final int SLOTS = 128;
    private static final int BATCH = 2_000;
    private static final Instant NOW = Instant.EPOCH;

    private final int waiting;
    private final int tenants;
    private final Schedule schedule = new Schedule(BandWeights.USUAL);
    private final Admit admit = new Admit(lane -> SLOTS, (database, tenant) -> Limits.NONE, schedule);
    private final WaitingJobs jobs = new WaitingJobs(10);
    /** What the store would hold. */
    private final Map<JobKey, LiveJob> stored = new HashMap<>();

    private final Deque<LiveJob> running = new ArrayDeque<>();
    private int arrived;

    AdmissionCost(int waiting, int tenants) {
        this.waiting = waiting;
        this.tenants = tenants;
    }

    /** Nanoseconds of one admission: the median over batches, after as many again to warm up. */
    double measure(int batches) {
        for (int job = 0; job < waiting; job++) {
            arrive();
        }
        for (int warmUp = 0; warmUp < batches; warmUp++) {
            batch();
        }
        double[] nanos = new double[batches];
        for (int batch = 0; batch < batches; batch++) {
            nanos[batch] = batch();
        }
        Arrays.sort(nanos);
        return nanos[batches / 2];
    }

    private double batch() {
        long began = System.nanoTime();
        for (int admission = 0; admission < BATCH; admission++) {
            JobKey next = admit.next(LANE).orElseThrow();
            LiveJob admitted = Objects.requireNonNull(stored.remove(next)).admitted();
            schedule.put(admitted);
            running.add(admitted);
            if (running.size() == SLOTS) {
                schedule.remove(running.removeFirst().key());
            }
            arrive();
        }
        return (System.nanoTime() - began) / (double) BATCH;
    }

    private void arrive() {
        int number = arrived++;
        // A stride that has no factor in common with them visits all tenants in no particular order.
        String tenant = "tenant-" + Math.floorMod(number * 7919L, tenants);
        LiveJob job = jobs.next(tenant, "person-" + number % PRINCIPALS, BANDS[number % BANDS.length], NOW);
        stored.put(job.key(), job);
        schedule.put(job);
    }

    /** Bytes of heap that the schedule takes for each of so many waiting jobs, keys and all. */
    static double bytesPerJob(int waiting, int tenants) {
        var schedule = new Schedule(BandWeights.USUAL);
        var jobs = new WaitingJobs(10);
        long before = used();
        for (int job = 0; job < waiting; job++) {
            schedule.put(
                    jobs.next("tenant-" + job % tenants, "person-" + job % PRINCIPALS, BANDS[job % BANDS.length], NOW));
        }
        long after = used();
        // The schedule must be alive until the heap was looked at.
        if (schedule.load().waiting() != waiting) {
            throw new IllegalStateException("the schedule lost jobs");
        }
        return (after - before) / (double) waiting;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int look = 0; look < 3; look++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
