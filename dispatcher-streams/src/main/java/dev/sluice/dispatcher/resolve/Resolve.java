package dev.sluice.dispatcher.resolve;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.SqlText;

/** Finds the database a request names, and the statements it means. */
public final class Resolve {
    private final Databases databases;

    public Resolve(Databases databases) {
        this.databases = databases;
    }

    public Verdict<Resolved> resolve(Accepted accepted) {
        String name = accepted.request().getDatabase();
        return switch (databases.find(name)) {
            case Databases.Lookup.Found found -> statements(accepted, found.database());
            case Databases.Lookup.Missing missing -> Verdict.refuse(ErrorCode.UNKNOWN_DATABASE, unknown(name, missing));
            case Databases.Lookup.Unreadable unreadable -> new Verdict.Postponed<>(unreadable.reason());
        };
    }

    private static Verdict<Resolved> statements(Accepted accepted, Database database) {
        if (accepted.request().getQuery() instanceof SqlText sql) {
            return Verdict.pass(Resolved.sent(accepted, database, sql.getStatements()));
        }
        return Verdict.refuse(ErrorCode.NOT_SUPPORTED, "Templates are not served yet; send the SQL itself.");
    }

    private static String unknown(String name, Databases.Lookup.Missing missing) {
        String known = missing.known().isEmpty()
                ? "none is defined"
                : "the databases are " + String.join(", ", missing.known());
        return "There is no database " + name + "; " + known + ".";
    }
}
