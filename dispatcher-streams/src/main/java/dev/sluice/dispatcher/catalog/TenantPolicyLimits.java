package dev.sluice.dispatcher.catalog;

import dev.sluice.dispatcher.admit.Limits;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.dispatcher.policy.Asker;
import dev.sluice.dispatcher.policy.Policies;
import dev.sluice.dispatcher.policy.PolicyLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The limits of tenants: those of the settings, or of the policies that apply to a tenant whoever of it asks, whichever are stricter.
 * Remembered until the next look. Not thread-safe.
 */
public final class TenantPolicyLimits implements Limits.Source {
    private final Limits usual;
    private final Databases databases;
    private final Policies policies;
    private final Map<Where, Limits> known = new HashMap<>();

    private record Where(String database, String tenant) {}

    public TenantPolicyLimits(Limits usual, Databases databases, Policies policies) {
        this.usual = usual;
        this.databases = databases;
        this.policies = policies;
    }

    /** Policies may have changed. */
    public void look() {
        known.clear();
    }

    @Override
    public Limits of(String database, String tenant) {
        return known.computeIfAbsent(new Where(database, tenant), this::ask);
    }

    private Limits ask(Where where) {
        if (!(databases.find(where.database()) instanceof Databases.Lookup.Found(Database database))) {
            return usual;
        }
        // Nobody's name: policies for single principals or roles limit their jobs one by one, not the tenant.
        Asker anybody = Asker.of(where.tenant(), "", List.of(), database);
        return policies.standing(anybody) instanceof Policies.Standing.Known known
                ? stricter(known.grant().limits())
                : usual;
    }

    private Limits stricter(PolicyLimits policy) {
        return new Limits(
                least(usual.tenant(), policy.maxRunning()),
                usual.principal(),
                least(usual.resultMemory(), policy.resultMemory()),
                usual.classes());
    }

    private static int least(int usual, int policy) {
        int limit = policy == Integer.MAX_VALUE ? 0 : policy;
        return usual == 0 || limit == 0 ? Math.max(usual, limit) : Math.min(usual, limit);
    }

    private static long least(long usual, long policy) {
        long limit = policy == Long.MAX_VALUE ? 0 : policy;
        return usual == 0 || limit == 0 ? Math.max(usual, limit) : Math.min(usual, limit);
    }
}
