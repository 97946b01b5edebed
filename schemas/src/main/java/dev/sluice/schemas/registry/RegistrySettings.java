package dev.sluice.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the registry is and how to ask it: base URL of its Confluent-compatible API (Apicurio's ends in {@code /apis/ccompat/v7}),
 * credentials, longest time to connect, longest time for an answer.
 */
public record RegistrySettings(URI url, Credentials credentials, Duration connectTimeout, Duration requestTimeout) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    public RegistrySettings {
        String scheme = Optional.ofNullable(url.getScheme()).orElse("");
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "registry.url '" + url + "' must be an http or https URL, for example http://localhost:8081");
        }
        if (url.getUserInfo() != null) {
            // Not echoed: it holds a password.
            throw new IllegalArgumentException("registry.url must not hold a password; use registry.authorization");
        }
        if (connectTimeout.isZero()
                || connectTimeout.isNegative()
                || requestTimeout.isZero()
                || requestTimeout.isNegative()) {
            throw new IllegalArgumentException("Time-outs of the registry must be longer than 0");
        }
    }

    /** No credentials, 2 s to connect, 2 s for an answer. */
    public static RegistrySettings at(URI url) {
        return at(url, new Credentials.None());
    }

    /** 2 s to connect, 2 s for an answer. */
    public static RegistrySettings at(URI url, Credentials credentials) {
        return new RegistrySettings(url, credentials, DEFAULT_TIMEOUT, DEFAULT_TIMEOUT);
    }
}
