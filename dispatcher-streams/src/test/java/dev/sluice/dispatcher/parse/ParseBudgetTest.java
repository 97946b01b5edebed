package dev.sluice.dispatcher.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ParseBudgetTest {
    private final AtomicLong nanos = new AtomicLong(42);
    private final ParseBudget budget =
            new ParseBudget(new ParseLimits(1, 1, Duration.ofMillis(50), Duration.ofMillis(250), 0), nanos::get);

    @Test
    void aTenantMayParseUntilItsBurstIsSpent() {
        budget.spent("acme", Duration.ofMillis(249));
        assertThat(budget.allows("acme")).isTrue();
        budget.spent("acme", Duration.ofMillis(1));
        assertThat(budget.allows("acme")).isFalse();
    }

    @Test
    void nobodyPaysForAnother() {
        budget.spent("acme", Duration.ofSeconds(9));

        assertThat(budget.allows("other")).isTrue();
    }

    @Test
    void whatWasOverspentIsPaidOffFirst() {
        budget.spent("acme", Duration.ofMillis(350));

        nanos.addAndGet(Duration.ofMillis(1_999).toNanos());
        assertThat(budget.allows("acme")).isFalse();
        nanos.addAndGet(Duration.ofMillis(2).toNanos());
        assertThat(budget.allows("acme")).isTrue();
    }

    @Test
    void aPauseSavesUpNoMoreThanTheBurst() {
        budget.spent("acme", Duration.ofMillis(1));
        nanos.addAndGet(Duration.ofDays(100).toNanos());
        assertThat(budget.allows("acme")).isTrue();

        budget.spent("acme", Duration.ofMillis(250));

        assertThat(budget.allows("acme")).isFalse();
    }
}
