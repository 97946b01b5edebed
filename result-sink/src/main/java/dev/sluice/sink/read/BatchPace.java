package dev.sluice.sink.read;

import java.time.Duration;

/**
 * Decides how long to wait for a batch to fill, and how full it may get. Pure; not thread-safe.
 *
 * <p>The wait follows the time PostgreSQL takes: while it answers quickly, records are kept almost as they come; when it is busy,
 * fewer and larger transactions give it air. The size is halved after a batch that took longer than the target, and doubled
 * again after full ones that did not.
 */
final class BatchPace {
    private static final int LEAST = 64;
    private static final double WEIGHT_OF_LAST = 0.3;

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
        Duration linger = Duration.ofMillis(Math.round(keepMillis));
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
