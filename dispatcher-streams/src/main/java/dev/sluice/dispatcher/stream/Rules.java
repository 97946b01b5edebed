package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.accept.AcceptLimits;
import dev.sluice.dispatcher.authorize.PolicyTerms;
import dev.sluice.dispatcher.classify.SqlLimits;
import dev.sluice.dispatcher.decide.RetryRules;
import dev.sluice.dispatcher.estimate.LaneBounds;
import dev.sluice.dispatcher.route.RunLimits;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.topic.TenantBinding;
import java.util.Set;

/** What the steps go by, one part for each. {@code memory} is how much a task remembers at most. */
public record Rules(
        AcceptLimits accept,
        SqlLimits sql,
        Set<StatementKind> deniedKinds,
        LaneBounds laneBounds,
        AdmissionRules admission,
        RunLimits run,
        RetryRules retries,
        PolicyTerms policies,
        TenantBinding binding,
        MemoryLimits memory) {
    public Rules {
        deniedKinds = Set.copyOf(deniedKinds);
    }

    /** Ended jobs remembered at most, and statements whose durations are. */
    public record MemoryLimits(long endedJobs, int statements) {}
}
