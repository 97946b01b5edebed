package dev.sluice.standalone.registry;

import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.Credentials;
import dev.sluice.schemas.registry.RegistrySettings;
import java.net.URI;

/** The registry that the settings name, for commands that talk to one. */
public final class RegistryAccess {
    private RegistryAccess() {}

    /** Reads {@code registry.*}. */
    public static RegistrySettings read(SettingsReader reader) {
        Credentials login = reader.parsedSecret(
                "registry.authorization", Credentials::parse, new Credentials.None(), "Log-in of the registry");
        return reader.parsed(
                "registry.url",
                "http://localhost:8081",
                url -> RegistrySettings.at(URI.create(url), login),
                "Base URL of the schema registry");
    }
}
