package dev.sluice.dispatcher.policy;

import dev.sluice.dispatcher.policy.PolicyRule.Sound;
import dev.sluice.dispatcher.policy.PolicyRule.Unusable;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** All policies in force at one time. Thread-safe. */
public final class PolicySet {
    private final List<PolicyRule> rules;
    private final boolean unlistedMayRun;

    /** {@code unlistedMayRun}: whether those to whom no policy applies may do anything. */
    public PolicySet(Collection<PolicyRule> rules, boolean unlistedMayRun) {
        this.rules =
                rules.stream().sorted(Comparator.comparing(PolicyRule::name)).toList();
        this.unlistedMayRun = unlistedMayRun;
    }

    /** What they let this asker do. */
    public Grant grant(Asker asker) {
        List<Policy> sound = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Unusable> unusable = new ArrayList<>();
        for (PolicyRule rule : rules) {
            if (rule.scope().covers(asker)) {
                names.add(rule.name());
                switch (rule) {
                    case Sound fit -> sound.add(fit.policy());
                    case Unusable unfit -> unusable.add(unfit);
                }
            }
        }
        if (!unusable.isEmpty()) {
            return Grant.closed(names, unusable(unusable.getFirst()));
        }
        if (sound.isEmpty()) {
            return unlistedMayRun ? Grant.unlisted() : Grant.closed(names, unlisted(asker));
        }
        return Grant.of(sound, asker.space());
    }

    private static Objection unusable(Unusable policy) {
        return new Objection(
                ErrorCode.INVALID_DEFINITION,
                "Policy %s cannot be used and no earlier version of it is known, so nothing runs that it may be about: %s. Ask the owner of policy %s to publish it anew or to delete it."
                        .formatted(policy.name(), policy.reason(), policy.name()));
    }

    private static Objection unlisted(Asker asker) {
        return new Objection(
                ErrorCode.FORBIDDEN,
                "No policy applies to tenant %s, principal %s, on database %s; ask the operator of this Sluice for one."
                        .formatted(
                                asker.tenant(), asker.principal(), asker.space().database()));
    }
}
