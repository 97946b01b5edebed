package dev.sluice.dispatcher.estimate;

import dev.sluice.message.Lane;
import java.time.Duration;

/** What is predicted to stay below the first belongs on the fast lane, below the second on the medium one, and all else on the slow one. */
public record LaneBounds(Duration fast, Duration medium) {
    /** A tenth of a second, and five. */
    public static final LaneBounds USUAL = new LaneBounds(Duration.ofMillis(100), Duration.ofSeconds(5));

    public LaneBounds {
        if (fast.isNegative() || medium.compareTo(fast) < 0) {
            throw new IllegalArgumentException("the bound of the medium lane cannot lie below that of the fast one");
        }
    }

    Lane laneOf(double millis) {
        if (millis < fast.toMillis()) {
            return Lane.FAST;
        }
        return millis < medium.toMillis() ? Lane.MEDIUM : Lane.SLOW;
    }
}
