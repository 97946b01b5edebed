package dev.sluice.dispatcher.policy;

import dev.sluice.dispatcher.job.Database;
import dev.sluice.schemas.lex.Dialect;
import java.util.Collection;
import java.util.Set;

/** Who asks, in which roles, and what names mean on the database asked for. */
public record Asker(String tenant, String principal, Set<String> roles, ObjectSpace space) {
    public Asker {
        roles = Set.copyOf(roles);
    }

    /** Who asks for this database. */
    public static Asker of(String tenant, String principal, Collection<String> roles, Database database) {
        var space = new ObjectSpace(database.name(), Dialect.of(database.engine()), database.defaultSchema());
        return new Asker(tenant, principal, Set.copyOf(roles), space);
    }
}
