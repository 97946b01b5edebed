package dev.sluice.sink;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.Credentials;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.sink.keep.HistorySettings;
import dev.sluice.sink.read.ReadSettings;
import dev.sluice.sink.retain.RetentionSettings;
import dev.sluice.sink.watch.WatchSettings;
import java.net.URI;

/** Every knob of the sink. */
public record ResultSinkSettings(
        KafkaConnection kafka,
        Topics topics,
        RegistrySettings registry,
        HistorySettings history,
        ReadSettings reading,
        RetentionSettings retention,
        WatchSettings watch) {

    /** Reads {@code kafka.client.*}, {@code topics.prefix}, {@code registry.*}, {@code history.*} and {@code sink.*}. */
    public static ResultSinkSettings read(SettingsReader reader) {
        return new ResultSinkSettings(
                KafkaConnection.read(reader),
                reader.parsed("topics.prefix", "sluice", Topics::new, "First part of the name of every topic"),
                registry(reader),
                HistorySettings.read(reader),
                ReadSettings.read(reader),
                RetentionSettings.read(reader),
                WatchSettings.read(reader));
    }

    private static RegistrySettings registry(SettingsReader reader) {
        Credentials login = reader.parsedSecret(
                "registry.authorization", Credentials::parse, new Credentials.None(), "Log-in of the registry");
        return reader.parsed(
                "registry.url",
                "http://localhost:8081",
                url -> RegistrySettings.at(URI.create(url), login),
                "Base URL of the schema registry");
    }
}
