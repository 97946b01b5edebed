package dev.sluice.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void neverHasMoreOpenThanItMayAndWaitsForTheLast() throws Exception {
        double perSecond = new ClosedLoop(4, Duration.ofMillis(200)).measure(this::afterTenMillis);

        assertThat(most).hasValue(4);
        assertThat(open).hasValue(0);
        assertThat(perSecond).isPositive().isLessThanOrEqualTo(4 * 100);
    }

    @Test
    void wrongAnswersAreNoMeasurement() {
        assertThatThrownBy(() -> new ClosedLoop(1, Duration.ofMillis(5))
                        .measure(() -> CompletableFuture.failedFuture(new IllegalStateException("FAILED"))))
                .hasMessageContaining("answers were wrong, the first: FAILED");
    }

    private CompletableFuture<?> afterTenMillis() {
        most.accumulateAndGet(open.incrementAndGet(), Math::max);
        return CompletableFuture.runAsync(
                open::decrementAndGet, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS));
    }

    @Test
    void refusesAPlanThatMeasuresNothing() {
        assertThatThrownBy(() -> new ClosedLoop(0, Duration.ofSeconds(1))).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new OpenLoop(0, Duration.ofSeconds(1))).hasMessageContaining("1 to 10000 a second");
    }
}
