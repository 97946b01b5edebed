package dev.sluice.benchmarks.flow;

import java.util.List;
import java.util.Locale;

/** How executors publish: {@code executor.delivery}. */
enum Delivery {
    EXACTLY_ONCE(40, 1_500),
    AT_LEAST_ONCE(25, 1_500);

    /** What to measure. */
    enum Choice {
        EXACTLY_ONCE,
        AT_LEAST_ONCE,
        BOTH;

        List<Delivery> deliveries() {
            return switch (this) {
                case EXACTLY_ONCE -> List.of(Delivery.EXACTLY_ONCE);
                case AT_LEAST_ONCE -> List.of(Delivery.AT_LEAST_ONCE);
                case BOTH -> List.of(Delivery.values());
            };
        }
    }

    private final double targetP50Millis;
    private final double targetPerSecond;

    Delivery(double targetP50Millis, double targetPerSecond) {
        this.targetP50Millis = targetP50Millis;
        this.targetPerSecond = targetPerSecond;
    }

    /** On a machine of two cores. */
    double targetP50Millis() {
        return targetP50Millis;
    }

    double targetPerSecond() {
        return targetPerSecond;
    }

    /** As settings and JSON spell it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
