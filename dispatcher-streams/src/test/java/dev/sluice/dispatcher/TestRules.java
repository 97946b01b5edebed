package dev.sluice.dispatcher;

import dev.sluice.dispatcher.accept.AcceptLimits;
import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.admit.Limits;
import dev.sluice.dispatcher.admit.Overflow;
import dev.sluice.dispatcher.authorize.PolicyTerms;
import dev.sluice.dispatcher.classify.SqlLimits;
import dev.sluice.dispatcher.decide.RetryRules;
import dev.sluice.dispatcher.estimate.LaneBounds;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.route.RunLimits;
import dev.sluice.dispatcher.scale.ScaleRules;
import dev.sluice.dispatcher.session.SessionRules;
import dev.sluice.dispatcher.stream.AdmissionRules;
import dev.sluice.dispatcher.stream.Rules;
import dev.sluice.dispatcher.throttle.Rate;
import dev.sluice.dispatcher.throttle.Rates;
import dev.sluice.message.Lane;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.topic.TenantBinding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules small enough to reach in a test: two slots a lane without prefetch, three attempts, a window of an hour. */
final class TestRules {
    static final ScaleRules SCALE = new ScaleRules(Duration.ofSeconds(10), 0, Duration.ofMinutes(5));

    private TestRules() {}

    static Rules usual() {
        return with(admission(), 1_000);
    }

    static Rules with(Rate tenantRate, long maxRemembered) {
        return with(rates(new Rates(tenantRate, Rate.UNLIMITED, Map.of())), maxRemembered);
    }

    static Rules with(TenantBinding binding) {
        return with(admission(), 1_000, binding);
    }

    static AdmissionRules admission() {
        return rates(Rates.UNLIMITED);
    }

    private static AdmissionRules rates(Rates rates) {
        return new AdmissionRules(
                rates,
                new LaneLimits(Map.of(), Map.of()),
                Limits.NONE,
                BandWeights.USUAL,
                Duration.ofHours(1),
                new Overflow.Rule(Overflow.Strategy.REJECT, 1_000, 950, 900),
                new SessionRules(2, Duration.ofMinutes(10)),
                SCALE);
    }

    static Rules with(AdmissionRules admission, long maxRemembered) {
        return with(admission, maxRemembered, TenantBinding.OPEN);
    }

    private static Rules with(AdmissionRules admission, long maxRemembered, TenantBinding binding) {
        return new Rules(
                new AcceptLimits(512 * 1024, 10, Duration.ofDays(30), Duration.ofHours(1)),
                new SqlLimits(256 * 1024, 100, 60_000),
                Set.of(StatementKind.COPY),
                LaneBounds.USUAL,
                admission,
                new RunLimits(
                        Map.of(Lane.FAST, Duration.ofSeconds(30)),
                        Map.of(Lane.FAST, Duration.ofSeconds(2), Lane.MEDIUM, Duration.ofSeconds(20)),
                        Duration.ofHours(1),
                        1_000_000,
                        1 << 26,
                        Duration.ofHours(24)),
                new RetryRules(3, Duration.ofMillis(100), Duration.ofSeconds(5)),
                new PolicyTerms(true, List.of(), Duration.ofMinutes(1)),
                binding,
                new Rules.MemoryLimits(maxRemembered, 100));
    }
}
