package dev.sluice.sink.read;

import java.time.Duration;

/**
 * Decides how long to wait for a batch to fill, and how full it may get. Pure; not thread-safe.
 *
 * <p>The wait is {@value #WAIT} times as long as PostgreSQL takes: while it answers quickly, records are kept almost as they come; what
 * would keep it busy for more than a fifth of the time waits and becomes fewer and larger transactions. They cost less in all, because a
 * job that ends while its start still waits is written once. The size is halved after a batch that took longer than the target, and
 * doubled again after full ones that did not.
 */
final class BatchPace {
    private static final int LEAST = 64;
    private static final double WEIGHT_OF_LAST = 0.3;
    private static final int WAIT = 4;

    private final BatchSettings settings;
    private int maxRecords;
    private double keepMillis;

    BatchPace(BatchSettings settings) {
        this.settings = settings;
        this.maxRecords = settings.maxRecords();
    }

    /** Stop filling at this many records. */
    int maxRecords() {
        return maxRecords;
    }

    /** Stop filling this long after the first record. */
    Duration linger() {
        Duration linger = Duration.ofMillis(Math.round(WAIT * keepMillis));
        if (linger.compareTo(settings.minLinger()) < 0) {
            return settings.minLinger();
        }
        return linger.compareTo(settings.maxLinger()) > 0 ? settings.maxLinger() : linger;
    }

    /** Learns from a batch that was kept. */
    void kept(int records, Duration took) {
        keepMillis += WEIGHT_OF_LAST * (took.toMillis() - keepMillis);
        if (took.compareTo(settings.target()) > 0) {
            maxRecords = Math.max(Math.min(LEAST, settings.maxRecords()), maxRecords / 2);
        } else if (records >= maxRecords) {
            maxRecords = Math.min(settings.maxRecords(), maxRecords * 2);
        }
    }
}
