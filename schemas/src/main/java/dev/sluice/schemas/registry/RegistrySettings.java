package dev.sluice.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the registry is and how to log in: base URL of the Confluent-compatible API, an Authorization header if needed, time-outs. */
public record RegistrySettings(
        URI url, Optional<String> authorization, Duration connectTimeout, Duration requestTimeout) {
    /** No authorization, 2 s to connect, 2 s for an answer. */
    public static RegistrySettings at(URI url) {
        return new RegistrySettings(url, Optional.empty(), Duration.ofSeconds(2), Duration.ofSeconds(2));
    }
}
