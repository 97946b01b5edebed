package dev.sluice.standalone.cli.doctor;

import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.standalone.cli.topics.TopicAccess;
import dev.sluice.standalone.registry.RegistryAccess;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that the doctor looks at, in order; what it looks for is in the settings. */
final class Checks {
    private static final Secret NONE = new Secret("");
    private static final List<String> CONNECTIONS = List.of("kafka.client.", "registry.", "databases.", "history.");

    private Checks() {}

    /** Reads all settings, notes what is wrong with them in the reader, and looks whether a Sluice runs here. */
    static List<Check> from(SettingsReader reader) throws InterruptedException {
        int api = port(reader, "api.port", 8080);
        Map<String, Integer> ports = Map.of(
                "api.port", api,
                "standalone.registry.port", port(reader, "standalone.registry.port", 8081),
                "standalone.kafka.port", port(reader, "standalone.kafka.port", 9092),
                "standalone.postgres.port", port(reader, "standalone.postgres.port", 5433));
        List<Check> connections = connections(reader);
        Platform platform = Platform.at(URI.create("http://localhost:" + (api == 0 ? 8080 : api)));
        List<Check> checks = new ArrayList<>(List.of(new JdkCheck(), new PortCheck(ports, platform.runs()), platform));
        if (platform.runs() || elsewhere(reader)) {
            checks.addAll(connections);
        }
        return checks;
    }

    private static List<Check> connections(SettingsReader reader) {
        TopicAccess topics = TopicAccess.read(reader);
        List<Check> checks = new ArrayList<>(List.of(
                new KafkaCheck(topics.kafka()),
                new TopicsCheck(topics),
                new RegistryCheck(RegistryAccess.read(reader))));
        reader.names("databases").stream()
                .sorted()
                .map(name -> database(reader, "databases." + name))
                .forEach(checks::add);
        if (!reader.text("history.url", "", "JDBC URL").isEmpty()) {
            checks.add(database(reader, "history"));
        }
        return checks;
    }

    /** Whether the settings name a cluster, a registry or a database: without any, and without a Sluice here, there is nothing to ask. */
    private static boolean elsewhere(SettingsReader reader) {
        return reader.explained().stream()
                .filter(knob -> CONNECTIONS.stream().anyMatch(knob.key()::startsWith))
                .anyMatch(knob -> !knob.origin().equals("default"));
    }

    private static int port(SettingsReader reader, String key, int usual) {
        return reader.integer(key, usual, 0, 65_535, "Port, 0 for any free one");
    }

    private static Check database(SettingsReader reader, String key) {
        return new DatabaseCheck(
                key,
                reader.text(key + ".url", "", "JDBC URL"),
                reader.text(key + ".user", "", "User"),
                reader.secret(key + ".password", NONE, "Password").reveal());
    }
}
