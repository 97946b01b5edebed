package dev.sluice.executor.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Tells whether a database is worth a try. Closed: everybody may. Open, after too many failures: nobody, until a pause is over. Then
 * half open: a few may, and what they meet decides. Only failures of the database itself count, never those of a statement. Thread-safe.
 */
public final class Breaker {
    private final CircuitBreaker breaker;

    public Breaker(String database, BreakerLimits limits, Clock clock) {
        this.breaker = CircuitBreaker.of(
                database,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(limits.calls())
                        .minimumNumberOfCalls(limits.calls())
                        .failureRateThreshold(limits.failurePercent())
                        .waitDurationInOpenState(limits.pause())
                        .permittedNumberOfCallsInHalfOpenState(limits.probes())
                        // A probe answers when its job ends, which may take an hour: others are let through before.
                        .maxWaitDurationInHalfOpenState(limits.pause())
                        // The pause is over also where no job comes to notice it: health must not say otherwise.
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                        .clock(clock)
                        .build());
    }

    /** Whether the database may be called now. Who is let through says afterwards what it was like, by one of the three below. */
    public boolean lets() {
        return breaker.tryAcquirePermission();
    }

    /** The database answered, whatever it answered. */
    public void answered() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** The database could not be reached, or was lost on the way. */
    public void lost(Throwable cause) {
        breaker.onError(0, TimeUnit.NANOSECONDS, cause);
    }

    /** Nobody knows: it was not called after all. */
    public void untried() {
        breaker.releasePermission();
    }

    /** Whether nobody is let through. */
    public boolean open() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }
}
