package dev.sluice.client;

import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import java.util.Optional;

/**
 * What a client needs to know.
 *
 * @param kafka settings passed to every Kafka client, at least {@code bootstrap.servers}
 * @param topics names of the topics
 * @param tenant who is billed, unless a request says otherwise
 * @param principal who asks, unless a request says otherwise
 * @param binding TOPIC_BOUND where every tenant has request topics of its own; with GATEWAY only the API can submit
 * @param maxResultBytes most bytes of rows held for one job; a larger result fails with RESULT_TOO_LARGE
 * @param results where results lie that are too large for the reply topic, if this client can read there
 */
public record ClientSettings(
        Map<String, String> kafka,
        Topics topics,
        String tenant,
        String principal,
        TenantBinding binding,
        long maxResultBytes,
        Optional<ResultAccess> results) {
    private static final long DEFAULT_MAX_RESULT_BYTES = 256L * 1024 * 1024;

    public ClientSettings {
        kafka = Map.copyOf(kafka);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("kafka needs bootstrap.servers, for example localhost:9092");
        }
        if (maxResultBytes <= 0) {
            throw new IllegalArgumentException("maxResultBytes must be positive, not " + maxResultBytes);
        }
    }

    /** Topics under the prefix {@code sluice}, at most 256 MiB a result. */
    public static ClientSettings of(String bootstrapServers, String tenant, String principal) {
        return new ClientSettings(
                Map.of("bootstrap.servers", bootstrapServers),
                new Topics("sluice"),
                tenant,
                principal,
                TenantBinding.OPEN,
                DEFAULT_MAX_RESULT_BYTES,
                Optional.empty());
    }

    /** The same with requests bound to their tenant in another way. */
    public ClientSettings withBinding(TenantBinding other) {
        return new ClientSettings(kafka, topics, tenant, principal, other, maxResultBytes, results);
    }

    /** The same with access to the store of large results, the one that the executors' {@code results.location} names. */
    public ClientSettings withResults(ResultAccess store) {
        return new ClientSettings(kafka, topics, tenant, principal, binding, maxResultBytes, Optional.of(store));
    }
}
