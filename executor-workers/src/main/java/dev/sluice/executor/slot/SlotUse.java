package dev.sluice.executor.slot;

import java.time.Duration;

/** Adds up how long slots are in use and how long jobs wait for them. All times are readings of one nanosecond clock. Thread-safe. */
final class SlotUse {
    private long lookedAt;
    private long changedAt;
    private int running;
    private long usedNanos;
    private long longestWaitNanos;

    SlotUse(long now) {
        this.lookedAt = now;
        this.changedAt = now;
    }

    /** Work begins that was handed in then. */
    synchronized void begun(long handedInAt, long now) {
        pass(now);
        running++;
        longestWaitNanos = Math.max(longestWaitNanos, now - handedInAt);
    }

    synchronized void ended(long now) {
        pass(now);
        running--;
    }

    /** The load of so many slots since the last look; the next one starts here. */
    synchronized SlotLoad look(int slots, long now) {
        pass(now);
        long whole = (now - lookedAt) * slots;
        // Slots that were taken away may still be in use, so that more than all of them can be.
        double fraction = whole <= 0 ? 0 : Math.min(1, (double) usedNanos / whole);
        SlotLoad load = new SlotLoad(fraction, Duration.ofNanos(longestWaitNanos));
        lookedAt = now;
        usedNanos = 0;
        longestWaitNanos = 0;
        return load;
    }

    private void pass(long now) {
        // Two threads may read the clock in one order and come here in the other.
        usedNanos += running * Math.max(0, now - changedAt);
        changedAt = Math.max(changedAt, now);
    }
}
