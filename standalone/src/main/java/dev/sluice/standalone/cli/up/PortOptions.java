package dev.sluice.standalone.cli.up;

import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.postgres.EmbeddedPostgres;
import dev.sluice.standalone.registry.RegistryServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The ports of a platform in one process, as options; each is short for a setting. */
public final class PortOptions {
    /** The setting of the API's port. */
    public static final String API_KEY = "api.port";

    /** What each port is if nobody says otherwise. */
    static final Map<String, Integer> USUAL = usual();

    @Option(names = "--port", description = "Port of the REST API and the console (8080); 0 for any free one.")
    private @Nullable Integer api;

    @Option(names = "--registry-port", description = "Port of the schema registry (8081).")
    private @Nullable Integer registry;

    @Option(names = "--kafka-port", description = "Port of Kafka (9092).")
    private @Nullable Integer kafka;

    @Option(names = "--postgres-port", description = "Port of PostgreSQL (5433).")
    private @Nullable Integer postgres;

    /** Those that were given, as {@code key=value}. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>();
        given().forEach((key, port) -> flags.add(key + "=" + port));
        return flags;
    }

    Map<String, Integer> given() {
        Map<String, Integer> given = new LinkedHashMap<>();
        putIfGiven(given, API_KEY, api);
        putIfGiven(given, RegistryServer.PORT_KEY, registry);
        putIfGiven(given, EmbeddedKafka.PORT_KEY, kafka);
        putIfGiven(given, EmbeddedPostgres.PORT_KEY, postgres);
        return given;
    }

    private static void putIfGiven(Map<String, Integer> given, String key, @Nullable Integer port) {
        if (port != null) {
            given.put(key, port);
        }
    }

    private static Map<String, Integer> usual() {
        Map<String, Integer> usual = new LinkedHashMap<>();
        usual.put(API_KEY, 8080);
        usual.put(RegistryServer.PORT_KEY, 8081);
        usual.put(EmbeddedKafka.PORT_KEY, 9092);
        usual.put(EmbeddedPostgres.PORT_KEY, 5433);
        return usual;
    }
}
