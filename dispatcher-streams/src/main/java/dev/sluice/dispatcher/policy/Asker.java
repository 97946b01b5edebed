package dev.sluice.dispatcher.policy;

import java.util.Set;

/** Who asks, in which roles, and what names mean on the database asked for. */
public record Asker(String tenant, String principal, Set<String> roles, ObjectSpace space) {
    public Asker {
        roles = Set.copyOf(roles);
    }
}
