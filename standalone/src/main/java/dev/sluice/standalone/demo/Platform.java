package dev.sluice.standalone.demo;

import java.net.URI;

/**
 * A running Sluice as the demo meets it: only addresses, as any program outside would have them.
 *
 * @param postgres JDBC URL of the database {@link #POSTGRES}
 * @param sqlite JDBC URL of the database {@link #SQLITE}
 * @param history JDBC URL of the history
 * @param user of PostgreSQL, who needs no password
 */
public record Platform(
        String bootstrapServers, URI registry, URI api, String postgres, String sqlite, String history, String user) {
    /** Name of the PostgreSQL database in requests. */
    public static final String POSTGRES = "demo";

    /** Name of the SQLite database in requests. */
    public static final String SQLITE = "lite";
}
