package dev.sluice.dispatcher.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aBurstStartsAtOnceAndTheRestAtTheRate() {
        var throttle = new Throttle(new TenantRate(10, 3));
        List<Duration> waits = new ArrayList<>();
        Instant mark = Instant.EPOCH;
        for (int job = 0; job < 6; job++) {
            Throttle.Throttled next = throttle.next(mark, NOW).orElseThrow();
            waits.add(Duration.between(NOW, next.start()));
            mark = next.mark();
        }

        assertThat(waits).extracting(Duration::toMillis).containsExactly(0L, 0L, 0L, 100L, 200L, 300L);
    }

    @Test
    void withoutALimitThereIsNoMark() {
        assertThat(new Throttle(TenantRate.UNLIMITED).next(NOW, NOW)).isEmpty();
    }
}
