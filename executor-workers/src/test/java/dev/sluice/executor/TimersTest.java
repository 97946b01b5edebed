package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TimersTest {
    @Test
    void what_fails_with_whatever_error_is_done_again() throws InterruptedException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        CountDownLatch runs = new CountDownLatch(2);
        try {
            Timers.every(timer, Duration.ofMillis(1), () -> {
                runs.countDown();
                throw new NoClassDefFoundError("of a driver");
            });

            assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            timer.shutdownNow();
        }
    }
}
