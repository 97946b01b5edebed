package dev.sluice.dispatcher;

import dev.sluice.dispatcher.accept.AcceptLimits;
import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.authorize.PolicyTerms;
import dev.sluice.dispatcher.classify.SqlLimits;
import dev.sluice.dispatcher.decide.RetryRules;
import dev.sluice.dispatcher.route.RunLimits;
import dev.sluice.dispatcher.stream.Rules;
import dev.sluice.dispatcher.throttle.TenantRate;
import dev.sluice.message.Lane;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.topic.TenantBinding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules small enough to reach in a test: two slots a lane without prefetch, three attempts, a window of an hour. */
final class TestRules {
    private TestRules() {}

    static Rules usual() {
        return with(TenantRate.UNLIMITED, 1_000);
    }

    static Rules with(TenantRate rate, long maxRemembered) {
        return with(rate, maxRemembered, TenantBinding.OPEN);
    }

    static Rules with(TenantBinding binding) {
        return with(TenantRate.UNLIMITED, 1_000, binding);
    }

    private static Rules with(TenantRate rate, long maxRemembered, TenantBinding binding) {
        return new Rules(
                new AcceptLimits(512 * 1024, 10, Duration.ofDays(30), Duration.ofHours(1)),
                new SqlLimits(256 * 1024, 100, 60_000),
                Set.of(StatementKind.COPY),
                rate,
                new LaneLimits(Map.of(), Map.of()),
                new RunLimits(
                        Map.of(Lane.FAST, Duration.ofSeconds(30)),
                        Duration.ofHours(1),
                        1_000_000,
                        1 << 26,
                        Duration.ofHours(24)),
                new RetryRules(3, Duration.ofMillis(100), Duration.ofSeconds(5)),
                new PolicyTerms(true, List.of(), Duration.ofMinutes(1)),
                binding,
                maxRemembered);
    }
}
