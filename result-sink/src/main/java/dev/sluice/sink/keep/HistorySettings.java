package dev.sluice.sink.keep;

import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;

/** Where the history is: JDBC URL of a PostgreSQL database, and as whom to log in. */
public record HistorySettings(String url, String user, Secret password) {
    private static final String DEFAULT_URL = "jdbc:postgresql://localhost:5433/sluice";

    /** Reads {@code history.*}. */
    public static HistorySettings read(SettingsReader reader) {
        String url =
                reader.text("history.url", DEFAULT_URL, "JDBC URL of the PostgreSQL database that keeps the history");
        if (!url.startsWith("jdbc:postgresql:")) {
            reader.problem("history.url", "must be a PostgreSQL URL, such as " + DEFAULT_URL);
        }
        return new HistorySettings(
                url,
                reader.text("history.user", "sluice", "User of the history database"),
                reader.secret("history.password", new Secret("sluice"), "Password of that user"));
    }
}
