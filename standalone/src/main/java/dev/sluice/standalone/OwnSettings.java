package dev.sluice.standalone;

import dev.sluice.standalone.data.DataDirectory;
import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.postgres.EmbeddedPostgres;
import dev.sluice.standalone.registry.RegistryServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the process sets for its services itself, on top of the user's settings: where its own Kafka, registry and databases are. */
final class OwnSettings {
    /** The PostgreSQL database of the history. */
    static final String HISTORY = "history";

    /** The PostgreSQL database to play with, and its name in jobs. */
    static final String DEMO = "demo";

    /** The SQLite database to play with, as it is called in jobs. */
    static final String LITE = "lite";

    private static final String ANY_POSTGRES = "jdbc:postgresql://127.0.0.1/any";

    private OwnSettings() {}

    /** Stand-ins of the right form, to check the user's settings with before anything is started. */
    static List<String> placeholders() {
        return flags(
                Map.of(
                        "kafka.client.bootstrap.servers", "127.0.0.1:9092",
                        "registry.url", "http://127.0.0.1:8081",
                        "platform.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                        "dispatcher.stateDir", "streams"),
                databases(ANY_POSTGRES, ANY_POSTGRES, "jdbc:sqlite:lite.db", "postgres"));
    }

    /** The real ones, once all of these are up. */
    static List<String> of(DataDirectory data, EmbeddedKafka kafka, RegistryServer registry, EmbeddedPostgres postgres)
            throws IOException {
        return flags(
                Map.of(
                        "kafka.client.bootstrap.servers", kafka.bootstrapServers(),
                        "registry.url", registry.url().toString(),
                        "platform.key", data.platformKey(),
                        "dispatcher.stateDir", data.streams().toString()),
                databases(postgres.jdbcUrl(HISTORY), postgres.jdbcUrl(DEMO), liteUrl(data), postgres.user()));
    }

    static String liteUrl(DataDirectory data) {
        return "jdbc:sqlite:" + data.sqlite().resolve(LITE + ".db");
    }

    private static Map<String, String> databases(String history, String demo, String lite, String user) {
        return Map.ofEntries(
                Map.entry("history.url", history),
                Map.entry("history.user", user),
                Map.entry("history.password", ""),
                // Not the host's name: the directory may come back up under another one, and must end what it left
                // open.
                Map.entry("executor.instance", "standalone"),
                Map.entry("databases." + DEMO + ".engine", "postgresql"),
                Map.entry("databases." + DEMO + ".url", demo),
                Map.entry("databases." + DEMO + ".user", user),
                Map.entry("databases." + DEMO + ".password", ""),
                Map.entry("databases." + LITE + ".engine", "sqlite"),
                Map.entry("databases." + LITE + ".url", lite));
    }

    private static List<String> flags(Map<String, String> platform, Map<String, String> databases) {
        return Stream.of(platform, databases)
                .flatMap(map -> map.entrySet().stream())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }
}
