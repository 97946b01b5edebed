package dev.sluice.dispatcher.resolve;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.message.ParameterValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An accepted request with its target, the SQL to run there and the values to bind.
 *
 * @param parameters one for each placeholder of all statements, in order
 * @param template the template that the SQL is of, and its version, as {@code id@version}; null for SQL that was sent
 * @param timeoutMillis longest execution that the template allows, milliseconds; null for no limit of its own
 */
public record Resolved(
        Accepted accepted,
        Database database,
        List<String> statements,
        List<ParameterValue> parameters,
        @Nullable String template,
        @Nullable Long timeoutMillis) {
    public Resolved {
        statements = List.copyOf(statements);
        parameters = List.copyOf(parameters);
    }

    /** SQL as it was sent, with its parameters. */
    static Resolved sent(Accepted accepted, Database database, List<String> statements) {
        return new Resolved(accepted, database, statements, accepted.request().getParameters(), null, null);
    }
}
