package dev.sluice.dispatcher.policy;

import dev.sluice.message.Policy;
import dev.sluice.schemas.catalog.NamePattern;
import dev.sluice.schemas.catalog.PolicyRules;
import java.util.List;

/** A policy as it stands in the catalogue. */
public sealed interface PolicyRule {
    String name();

    PolicyScope scope();

    /** A document that says what it means. */
    record Sound(PolicyScope scope, Policy policy) implements PolicyRule {
        @Override
        public String name() {
            return policy.getName();
        }
    }

    /**
     * A document that cannot be used, of which no earlier version is known here. Since it may have been written to refuse something,
     * everything is refused to those it names, and to everybody if it cannot be read at all.
     */
    record Unusable(String name, PolicyScope scope, String reason) implements PolicyRule {}

    /** What stands under this name. */
    static PolicyRule of(String name, Policy policy) {
        List<String> problems = PolicyRules.problems(policy);
        if (!problems.isEmpty()) {
            return new Unusable(name, tenantsOf(policy), String.join("; ", problems));
        }
        if (!policy.getName().equals(name)) {
            return new Unusable(
                    name, tenantsOf(policy), "it stands under this key but calls itself " + policy.getName());
        }
        return new Sound(PolicyScope.of(policy), policy);
    }

    /** What stands under this name if not even its tenants can be read. */
    static PolicyRule undecodable(String name, String reason) {
        return new Unusable(name, PolicyScope.everybody(), reason);
    }

    private static PolicyScope tenantsOf(Policy policy) {
        try {
            List<NamePattern> tenants =
                    policy.getTenants().stream().map(NamePattern::new).toList();
            return tenants.isEmpty()
                    ? PolicyScope.everybody()
                    : new PolicyScope(tenants, List.of(), List.of(), List.of());
        } catch (IllegalArgumentException unreadable) {
            return PolicyScope.everybody();
        }
    }
}
