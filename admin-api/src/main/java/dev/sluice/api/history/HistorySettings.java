package dev.sluice.api.history;

import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import java.time.Duration;

/** How to reach the history database, on how many connections, and how long a question may take. */
public record HistorySettings(String url, String user, Secret password, int connections, Duration timeout) {
    private static final String DEFAULT_URL = "jdbc:postgresql://localhost:5433/sluice";

    /** Reads {@code history.*} and {@code api.history.*}. */
    public static HistorySettings read(SettingsReader reader) {
        String url =
                reader.text("history.url", DEFAULT_URL, "JDBC URL of the PostgreSQL database that keeps the history");
        if (!url.startsWith("jdbc:postgresql:")) {
            reader.problem("history.url", "must be a PostgreSQL URL, such as " + DEFAULT_URL);
        }
        return new HistorySettings(
                url,
                reader.text("history.user", "sluice", "User of the history database"),
                reader.secret("history.password", new Secret("sluice"), "Password of that user"),
                reader.integer("api.history.connections", 4, 1, 64, "Connections to the history database"),
                reader.duration("api.history.timeout", Duration.ofSeconds(5), "Longest time for one question to it"));
    }
}
