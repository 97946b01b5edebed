package dev.sluice.sink;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.sink.keep.HistorySettings;
import dev.sluice.sink.read.ReadSettings;
import dev.sluice.sink.retain.RetentionSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Every knob of the sink. */
public record ResultSinkSettings(
        KafkaConnection kafka,
        Topics topics,
        RegistrySettings registry,
        HistorySettings history,
        ReadSettings reading,
        RetentionSettings retention) {
    private static final String DEFAULT_REGISTRY = "http://localhost:8081";

    /** Reads {@code kafka.client.*}, {@code topics.prefix}, {@code registry.*}, {@code history.*} and {@code sink.*}. */
    public static ResultSinkSettings read(SettingsReader reader) {
        return new ResultSinkSettings(
                KafkaConnection.read(reader),
                new Topics(reader.text("topics.prefix", "sluice", "First part of the name of every topic")),
                registry(reader),
                HistorySettings.read(reader),
                ReadSettings.read(reader),
                RetentionSettings.read(reader));
    }

    private static RegistrySettings registry(SettingsReader reader) {
        String url = reader.text("registry.url", DEFAULT_REGISTRY, "Base URL of the schema registry");
        Secret authorization = reader.secret("registry.authorization", new Secret(""), "Authorization of the registry");
        try {
            Duration wait = Duration.ofSeconds(2);
            return new RegistrySettings(URI.create(url), Optional.of(authorization.reveal()), wait, wait);
        } catch (IllegalArgumentException wrong) {
            reader.problem("registry.url", String.valueOf(wrong.getMessage()));
            return RegistrySettings.at(URI.create(DEFAULT_REGISTRY));
        }
    }
}
