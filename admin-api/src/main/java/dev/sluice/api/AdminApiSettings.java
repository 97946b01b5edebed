package dev.sluice.api;

import dev.sluice.api.follow.FollowSettings;
import dev.sluice.api.history.HistorySettings;
import dev.sluice.api.serve.WebSettings;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Every knob of the API. */
public record AdminApiSettings(
        KafkaConnection kafka,
        Topics topics,
        RegistrySettings registry,
        WebSettings web,
        FollowSettings follow,
        HistorySettings history,
        Patience patience) {
    private static final String DEFAULT_REGISTRY = "http://localhost:8081";
    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(2);

    /** Reads {@code kafka.client.*}, {@code topics.prefix}, {@code registry.*}, {@code history.*} and {@code api.*}. */
    public static AdminApiSettings read(SettingsReader reader) {
        return new AdminApiSettings(
                KafkaConnection.read(reader),
                new Topics(reader.text("topics.prefix", "sluice", "First part of the name of every topic")),
                registry(reader),
                WebSettings.read(reader),
                FollowSettings.read(reader),
                HistorySettings.read(reader),
                Patience.read(reader));
    }

    private static RegistrySettings registry(SettingsReader reader) {
        String url = reader.text("registry.url", DEFAULT_REGISTRY, "Base URL of the schema registry");
        Secret authorization = reader.secret("registry.authorization", new Secret(""), "Authorization of the registry");
        try {
            return new RegistrySettings(
                    URI.create(url), Optional.of(authorization.reveal()), REGISTRY_TIMEOUT, REGISTRY_TIMEOUT);
        } catch (IllegalArgumentException wrong) {
            reader.problem("registry.url", String.valueOf(wrong.getMessage()));
            return RegistrySettings.at(URI.create(DEFAULT_REGISTRY));
        }
    }
}
