package dev.sluice.standalone.cli.doctor;

import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.standalone.cli.topics.TopicAccess;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                registry(reader)));
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

    private static Check registry(SettingsReader reader) {
        String url = reader.text("registry.url", "http://localhost:8081", "Base URL of the schema registry");
        Secret authorization = reader.secret("registry.authorization", NONE, "Credentials for the schema registry");
        try {
            return new RegistryCheck(new RegistrySettings(
                    URI.create(url),
                    Optional.of(authorization.reveal()).filter(text -> !text.isEmpty()),
                    RegistrySettings.at(URI.create("http://localhost")).connectTimeout(),
                    RegistrySettings.at(URI.create("http://localhost")).requestTimeout()));
        } catch (IllegalArgumentException e) {
            Finding finding = new Finding.Unfit(
                    "schema registry",
                    String.valueOf(e.getMessage()),
                    "correct registry.url and registry.authorization");
            return () -> List.of(finding);
        }
    }

    private static Check database(SettingsReader reader, String key, String usual) {
        return new DatabaseCheck(
                key,
                reader.text(key + ".url", usual, "JDBC URL"),
                reader.text(key + ".user", "", "User"),
                reader.secret(key + ".password", NONE, "Password").reveal());
    }
}
