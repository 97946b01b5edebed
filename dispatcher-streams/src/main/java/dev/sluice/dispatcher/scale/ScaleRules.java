package dev.sluice.dispatcher.scale;

import java.time.Duration;

/**
 * How slots follow work.
 *
 * @param drainIn what waits is to be done within this time
 * @param least slots of a lane without work
 * @param calm work must have been less for this long before slots are taken away, so that work that comes and goes
 *     does not make executors come and go
 */
public record ScaleRules(Duration drainIn, int least, Duration calm) {
    public ScaleRules {
        if (!drainIn.isPositive() || least < 0 || calm.isNegative()) {
            throw new IllegalArgumentException("not a way to scale: " + drainIn + ", " + least + ", " + calm);
        }
    }
}
