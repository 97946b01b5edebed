package dev.sluice.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Throughput with so many questions open at any time: a new one is asked as soon as an answer is there. Thread-safe. */
public record ClosedLoop(int outstanding, Duration length) {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    public ClosedLoop {
        if (outstanding < 1) {
            throw new IllegalArgumentException("at least 1 must be outstanding, not " + outstanding);
        }
    }

    /** Answers a second within the time measured. Throws if one is wrong or does not come. */
    public double measure(RoundTrip trip) throws InterruptedException, TimeoutException {
        Semaphore places = new Semaphore(outstanding);
        AtomicLong answered = new AtomicLong();
        Failures failures = new Failures();
        long began = System.nanoTime();
        while (System.nanoTime() - began < length.toNanos()) {
            take(places, 1);
            CompletableFuture<?> unused = trip.once().whenComplete((answer, failure) -> {
                answered.incrementAndGet();
                failures.note(failure);
                places.release();
            });
        }
        double seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
        long inTime = answered.get();
        take(places, outstanding);
        failures.throwIfAny();
        return inTime / seconds;
    }

    private static void take(Semaphore places, int permits) throws InterruptedException, TimeoutException {
        if (!places.tryAcquire(permits, ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException("no answer within " + ANSWER_WITHIN.toSeconds() + " s");
        }
    }
}
