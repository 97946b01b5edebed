package dev.sluice.standalone.cli.doctor;

import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.standalone.cli.topics.TopicAccess;
import dev.sluice.standalone.registry.RegistryAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that the doctor looks at, in order; what it looks for is in the settings. */
final class Checks {
    private static final Secret NONE = new Secret("");

    private Checks() {}

    static List<Check> from(SettingsReader reader) {
        TopicAccess topics = TopicAccess.read(reader);
        List<Check> checks = new ArrayList<>(List.of(
                new JdkCheck(),
                new PortCheck(Map.of(
                        "api.port", port(reader, "api.port", 8080),
                        "standalone.registry.port", port(reader, "standalone.registry.port", 8081),
                        "standalone.kafka.port", port(reader, "standalone.kafka.port", 9092),
                        "standalone.postgres.port", port(reader, "standalone.postgres.port", 5433))),
                new KafkaCheck(topics.kafka()),
                new TopicsCheck(topics),
                new RegistryCheck(RegistryAccess.read(reader))));
        reader.names("databases").stream()
                .sorted()
                .map(name -> database(reader, "databases." + name, ""))
                .forEach(checks::add);
        checks.add(database(reader, "history", "jdbc:postgresql://localhost:5433/sluice"));
        return checks;
    }

    private static int port(SettingsReader reader, String key, int usual) {
        return reader.integer(key, usual, 0, 65_535, "Port, 0 for any free one");
    }

    private static Check database(SettingsReader reader, String key, String usual) {
        return new DatabaseCheck(
                key,
                reader.text(key + ".url", usual, "JDBC URL"),
                reader.text(key + ".user", "", "User"),
                reader.secret(key + ".password", NONE, "Password").reveal());
    }
}
