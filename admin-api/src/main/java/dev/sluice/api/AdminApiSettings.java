package dev.sluice.api;

import dev.sluice.api.follow.FollowSettings;
import dev.sluice.api.history.HistorySettings;
import dev.sluice.api.serve.WebSettings;
import dev.sluice.api.submit.Gateway;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.Credentials;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultLocation;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.util.Optional;

/** Every knob of the API. */
public record AdminApiSettings(
        KafkaConnection kafka,
        Topics topics,
        RegistrySettings registry,
        WebSettings web,
        FollowSettings follow,
        HistorySettings history,
        Patience patience,
        Gateway gateway,
        Optional<ResultAccess> results) {

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
                Gateway.read(reader, usual),
                results(reader));
    }

    /** The same settings as the executors', which write there. */
    private static Optional<ResultAccess> results(SettingsReader reader) {
        Optional<ResultLocation> location = reader.parsed(
                "results.location",
                "",
                text -> text.isEmpty() ? Optional.empty() : Optional.of(ResultLocation.parse(text)),
                "Where large results are kept: a folder or s3://bucket/prefix?endpoint=…; empty: large results go in chunks");
        String user = reader.text("results.user", "", "Access key of that store; empty: as its environment says");
        String password = reader.secret("results.password", new Secret(""), "Secret key of that store")
                .reveal();
        return location.map(place -> new ResultAccess(place, user, password));
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
