package dev.sluice.dispatcher.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.throttle.Throttle.Throttled;
import dev.sluice.message.StatementClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Throttle.Taker ANN =
            new Throttle.Taker("acme", "ann", StatementClass.READ, Double.POSITIVE_INFINITY);

    private final Map<String, Instant> marks = new HashMap<>();

    @Test
    void aBurstStartsAtOnceAndTheRestAtTheRate() {
        var throttle = new Throttle(new Rates(new Rate(10, 3), Rate.UNLIMITED, Map.of()));

        assertThat(waits(throttle, ANN, 6)).containsExactly(0L, 0L, 0L, 100L, 200L, 300L);
    }

    @Test
    void theLastOfItsBucketsToHaveATokenDecides() {
        var rates = new Rates(new Rate(10, 2), new Rate(1, 1), Map.of(StatementClass.WRITE, new Rate(0.1, 1)));
        var throttle = new Throttle(rates);
        var writes = new Throttle.Taker("acme", "bob", StatementClass.WRITE, Double.POSITIVE_INFINITY);

        assertThat(waits(throttle, ANN, 2)).containsExactly(0L, 1_000L);
        assertThat(waits(throttle, writes, 2)).containsExactly(100L, 10_000L);
        assertThat(marks).containsOnlyKeys("acme", "acme/ann", "acme/bob", "/WRITE");
    }

    @Test
    void aPolicyMayAllowATenantLess() {
        var throttle = new Throttle(new Rates(new Rate(10, 1), Rate.UNLIMITED, Map.of()));

        assertThat(waits(throttle, new Throttle.Taker("acme", "ann", StatementClass.READ, 2), 3))
                .containsExactly(0L, 500L, 1_000L);
    }

    @Test
    void everyBucketIsToldOf() {
        var throttle = new Throttle(new Rates(new Rate(10, 3), Rate.UNLIMITED, Map.of()));
        waits(throttle, ANN, 3);

        assertThat(throttle.next(ANN, this::mark, NOW).limits()).singleElement().satisfies(limit -> {
            assertThat(limit.getName()).isEqualTo("tenant rate");
            assertThat(limit.getUsed()).isEqualTo(3);
            assertThat(limit.getLimit()).isEqualTo(3);
            assertThat(limit.getAllowed()).isFalse();
        });
    }

    @Test
    void withoutALimitThereIsNoMark() {
        Throttled next = new Throttle(Rates.UNLIMITED).next(ANN, this::mark, NOW);

        assertThat(next).isEqualTo(new Throttled(NOW, List.of(), List.of()));
    }

    private List<Long> waits(Throttle throttle, Throttle.Taker taker, int jobs) {
        List<Long> waits = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            Throttled next = throttle.next(taker, this::mark, NOW);
            waits.add(Duration.between(NOW, next.start()).toMillis());
            next.marks().forEach(mark -> marks.put(mark.bucket(), mark.at()));
        }
        return waits;
    }

    private Instant mark(String bucket) {
        return marks.getOrDefault(bucket, Instant.EPOCH);
    }
}
