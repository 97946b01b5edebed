package dev.sluice.dispatcher.resolve;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.job.Database;
import java.util.List;

/** An accepted request with its target and the SQL to run there. */
public record Resolved(Accepted accepted, Database database, List<String> statements) {
    public Resolved {
        statements = List.copyOf(statements);
    }
}
