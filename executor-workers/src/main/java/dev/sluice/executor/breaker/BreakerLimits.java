package dev.sluice.executor.breaker;

import java.time.Duration;

/**
 * When a database counts as down.
 *
 * @param calls how many calls are looked at; none is judged before there were so many
 * @param failurePercent of these that must have failed
 * @param pause how long nobody is let through then
 * @param probes how many are let through after it; if they reach the database, everybody is
 */
public record BreakerLimits(int calls, int failurePercent, Duration pause, int probes) {
    public BreakerLimits {
        if (calls < 1 || failurePercent < 1 || failurePercent > 100 || probes < 1 || !pause.isPositive()) {
            throw new IllegalArgumentException(
                    "not a breaker: %d calls, %d %%, %s, %d probes".formatted(calls, failurePercent, pause, probes));
        }
    }
}
