package dev.sluice.executor.lane;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs of a paused lane that have come and are not begun. One that was cancelled or whose time is over is let through, because only its
 * answer is left to be sent; so is one that has begun. Thread-safe.
 */
public final class LaneHold {
    private final List<LaneJob> held = new ArrayList<>();
    private boolean holding;

    /** Keeps the job if the lane is paused. False if it may go on. */
    synchronized boolean keeps(LaneJob job, Instant now) {
        return wouldKeep(job, now) && held.add(job);
    }

    synchronized boolean wouldKeep(LaneJob job, Instant now) {
        return holding && !job.counted() && !job.onlyAnswered(now);
    }

    /** Whether jobs are held from now on. Returns those that may go on, in the order in which they came. */
    synchronized List<LaneJob> hold(boolean hold, Instant now) {
        holding = hold;
        List<LaneJob> passing =
                held.stream().filter(job -> !wouldKeep(job, now)).toList();
        held.removeAll(passing);
        return passing;
    }

    synchronized boolean holding() {
        return holding;
    }
}
