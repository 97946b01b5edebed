package dev.sluice.dispatcher.line;

import dev.sluice.message.Priority;

/**
 * What part of a lane each band gets while all of them have something ready.
 *
 * @param strict serve a band only while nothing is ready in those above it; ageing alone keeps the lower ones from starving then
 */
public record BandWeights(int high, int normal, int low, boolean strict) {
    /** Eight to four to one. */
    public static final BandWeights USUAL = new BandWeights(8, 4, 1, false);

    public BandWeights {
        if (high < 1 || normal < 1 || low < 1) {
            throw new IllegalArgumentException("a band with no weight would starve");
        }
    }

    int of(Priority band) {
        return switch (band) {
            case HIGH -> high;
            case NORMAL -> normal;
            case LOW -> low;
        };
    }
}
