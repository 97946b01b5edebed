package dev.sluice.executor.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final Hands clock = new Hands();
    private final Breaker breaker = new Breaker("shop", new BreakerLimits(4, 50, Duration.ofSeconds(5), 2), clock);

    private static final class Hands extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void aFewFailuresAreNoReasonToCloseTheDoor() {
        call(true);
        call(true);
        call(true);
        call(false);

        assertThat(breaker.open()).isFalse();
        assertThat(breaker.lets()).isTrue();
    }

    @Test
    void nobodyIsLetThroughWhileItIsOpen() {
        fail(4);

        assertThat(breaker.open()).isTrue();
        assertThat(breaker.lets()).isFalse();
        clock.now = clock.now.plusSeconds(4);
        assertThat(breaker.lets()).isFalse();
    }

    @Test
    void afterThePauseAFewLookAndTheirSuccessOpensTheDoor() {
        fail(4);
        clock.now = clock.now.plusSeconds(6);

        assertThat(breaker.lets()).isTrue();
        assertThat(breaker.lets()).isTrue();
        assertThat(breaker.lets()).as("a third probe").isFalse();
        breaker.answered();
        breaker.answered();

        assertThat(breaker.open()).isFalse();
    }

    @Test
    void aProbeThatFailsClosesItAgain() {
        fail(4);
        clock.now = clock.now.plusSeconds(6);

        fail(2);

        assertThat(breaker.lets()).isFalse();
    }

    @Test
    void whoDidNotCallGivesItsPlaceToAnother() {
        fail(4);
        clock.now = clock.now.plusSeconds(6);
        assertThat(breaker.lets()).isTrue();
        assertThat(breaker.lets()).isTrue();

        breaker.untried();

        assertThat(breaker.lets()).isTrue();
    }

    private void fail(int times) {
        for (int time = 0; time < times; time++) {
            call(false);
        }
    }

    private void call(boolean answers) {
        assertThat(breaker.lets()).isTrue();
        if (answers) {
            breaker.answered();
        } else {
            breaker.lost(new IllegalStateException("down"));
        }
    }
}
