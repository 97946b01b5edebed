package dev.sluice.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final OpenLoop LOOP = new OpenLoop(1000, Duration.ofMillis(200));

    @Test
    void asksAsOftenAsItShould() throws Exception {
        Histogram micros = LOOP.measure(() -> CompletableFuture.completedFuture("yes"));

        assertThat(micros.getTotalCount()).isEqualTo(200);
    }

    @Test
    void aStallCountsForEveryQuestionThatWasDueInIt() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        Histogram micros = LOOP.measure(() -> {
            if (asked.getAndIncrement() == 50) {
                stall();
            }
            return CompletableFuture.completedFuture("yes");
        });

        assertThat(micros.getMaxValue()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toMicros(99));
        assertThat(micros.getCountBetweenValues(TimeUnit.MILLISECONDS.toMicros(40), micros.getMaxValue()))
                .as("those due in the first 60 of the 100 ms")
                .isGreaterThanOrEqualTo(55);
    }

    @Test
    void wrongAnswersAreNoMeasurement() {
        assertThatThrownBy(
                        () -> LOOP.measure(() -> CompletableFuture.failedFuture(new IllegalStateException("FAILED"))))
                .hasMessage("200 answers were wrong, the first: FAILED");
    }

    private static void stall() {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                .join();
    }
}
