package dev.sluice.schemas.serde;

import dev.sluice.schemas.registry.Credentials;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** Reads what the serde classes need from the configuration of a Kafka client. */
final class SerdeSettings {
    static final String REGISTRY_URL = "sluice.registry.url";
    static final String REGISTRY_AUTHORIZATION = "sluice.registry.authorization";
    static final String MESSAGE = "sluice.message";

    private SerdeSettings() {}

    static SchemaRegistry registry(Map<String, ?> configs) {
        String url = text(configs, REGISTRY_URL)
                .orElseThrow(
                        () -> new ConfigException(REGISTRY_URL + " is missing, for example http://localhost:8081"));
        try {
            Credentials login =
                    Credentials.parse(text(configs, REGISTRY_AUTHORIZATION).orElse(""));
            return new HttpSchemaRegistry(RegistrySettings.at(URI.create(url), login));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    static Optional<String> text(Map<String, ?> configs, String key) {
        return Optional.ofNullable(configs.get(key)).map(Object::toString);
    }
}
