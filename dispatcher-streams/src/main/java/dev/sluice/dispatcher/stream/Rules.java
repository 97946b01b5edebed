package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.accept.AcceptLimits;
import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.authorize.PolicyTerms;
import dev.sluice.dispatcher.classify.SqlLimits;
import dev.sluice.dispatcher.decide.RetryRules;
import dev.sluice.dispatcher.route.RunLimits;
import dev.sluice.dispatcher.throttle.TenantRate;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.topic.TenantBinding;
import java.util.Set;

/** What the steps go by, one part for each. {@code maxRemembered} is how many ended jobs a task remembers at most. */
public record Rules(
        AcceptLimits accept,
        SqlLimits sql,
        Set<StatementKind> deniedKinds,
        TenantRate tenantRate,
        LaneLimits lanes,
        RunLimits run,
        RetryRules retries,
        PolicyTerms policies,
        TenantBinding binding,
        long maxRemembered) {
    public Rules {
        deniedKinds = Set.copyOf(deniedKinds);
    }
}
