package dev.sluice.dispatcher.policy;

import dev.sluice.message.Policy;
import dev.sluice.schemas.catalog.NamePattern;
import java.util.List;

/** To whom a policy applies. Where it names no principals, roles or databases, whoever they are. */
record PolicyScope(
        List<NamePattern> tenants, List<NamePattern> principals, List<NamePattern> roles, List<NamePattern> databases) {
    PolicyScope {
        tenants = List.copyOf(tenants);
        principals = List.copyOf(principals);
        roles = List.copyOf(roles);
        databases = List.copyOf(databases);
    }

    /** Every tenant, whoever asks for whatever. */
    static PolicyScope everybody() {
        return new PolicyScope(List.of(new NamePattern("*")), List.of(), List.of(), List.of());
    }

    /** As the policy says. */
    static PolicyScope of(Policy policy) {
        return new PolicyScope(
                patterns(policy.getTenants()),
                patterns(policy.getPrincipals()),
                patterns(policy.getRoles()),
                patterns(policy.getDatabases()));
    }

    boolean covers(Asker asker) {
        return tenants.stream().anyMatch(tenant -> tenant.matches(asker.tenant()))
                && named(principals, asker.principal())
                && (roles.isEmpty() || asker.roles().stream().anyMatch(role -> named(roles, role)))
                && named(databases, asker.space().database());
    }

    private static boolean named(List<NamePattern> patterns, String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private static List<NamePattern> patterns(List<String> texts) {
        return texts.stream().map(NamePattern::new).toList();
    }
}
