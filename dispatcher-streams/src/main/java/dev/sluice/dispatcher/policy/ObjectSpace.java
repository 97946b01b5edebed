package dev.sluice.dispatcher.policy;

import dev.sluice.schemas.lex.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * What the names of a database mean: {@code orders}, {@code ORDERS}, {@code "orders"} and {@code public.orders} are one object where
 * they are one to the server.
 *
 * @param defaultSchema schema of names without one, in normal form; empty if that is not known
 */
public record ObjectSpace(String database, Dialect dialect, String defaultSchema) {
    private static final String POSTGRES_CATALOG = "pg_catalog";
    private static final int SCHEMA_AND_NAME = 2;

    /** An object. An empty schema is one that nobody knows. */
    record Named(String schema, String name) {
        boolean schemaKnown() {
            return !schema.isEmpty();
        }

        @Override
        public String toString() {
            return schemaKnown() ? schema + "." + name : name;
        }
    }

    /** One spelling for all names of an object, with its schema where that is known. */
    public String normal(String spelled) {
        return object(spelled).toString();
    }

    /** The object of a name as {@link dev.sluice.schemas.lex.ObjectName} spells it. */
    Named object(String spelled) {
        List<String> parts = parts(spelled);
        String name = parts.getLast();
        if (parts.size() == 1) {
            return new Named(implied(name), name);
        }
        if (parts.size() == SCHEMA_AND_NAME || dialect == Dialect.POSTGRESQL) {
            // PostgreSQL knows a third part and refuses any other database than the one connected to.
            return new Named(parts.get(parts.size() - SCHEMA_AND_NAME), name);
        }
        // Elsewhere a third part may be another server: it stays, so that only a pattern for any schema matches.
        return new Named(String.join(".", parts.subList(0, parts.size() - 1)), name);
    }

    private String implied(String name) {
        // PostgreSQL searches its catalogue before anything else, and all of its tables are named like this.
        boolean catalog = dialect == Dialect.POSTGRESQL && name.startsWith("pg_");
        return catalog ? POSTGRES_CATALOG : defaultSchema;
    }

    /** Cuts at the dots outside of quotes. */
    static List<String> parts(String spelled) {
        List<String> parts = new ArrayList<>(SCHEMA_AND_NAME);
        boolean inQuotes = false;
        int from = 0;
        for (int at = 0; at < spelled.length(); at++) {
            char c = spelled.charAt(at);
            inQuotes ^= c == '"';
            if (c == '.' && !inQuotes) {
                parts.add(spelled.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(spelled.substring(from));
        return parts;
    }
}
