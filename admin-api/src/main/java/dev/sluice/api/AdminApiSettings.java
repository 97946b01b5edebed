package dev.sluice.api;

import dev.sluice.api.follow.FollowSettings;
import dev.sluice.api.history.HistorySettings;
import dev.sluice.api.serve.WebSettings;
import dev.sluice.api.submit.Gateway;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.Credentials;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;

/** Every knob of the API. */
public record AdminApiSettings(
        KafkaConnection kafka,
        Topics topics,
        RegistrySettings registry,
        WebSettings web,
        FollowSettings follow,
        HistorySettings history,
        Patience patience,
        Gateway gateway) {

    /** Reads {@code kafka.client.*}, {@code topics.prefix}, {@code registry.*}, {@code history.*}, {@code platform.*} and {@code api.*}. */
    public static AdminApiSettings read(SettingsReader reader) {
        return read(reader, TenantBinding.GATEWAY);
    }

    /** The same with another default of how requests are bound to tenants. */
    public static AdminApiSettings read(SettingsReader reader, TenantBinding usual) {
        return new AdminApiSettings(
                KafkaConnection.read(reader),
                reader.parsed("topics.prefix", "sluice", Topics::new, "First part of the name of every topic"),
                registry(reader),
                WebSettings.read(reader),
                FollowSettings.read(reader),
                HistorySettings.read(reader),
                Patience.read(reader),
                Gateway.read(reader, usual));
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
