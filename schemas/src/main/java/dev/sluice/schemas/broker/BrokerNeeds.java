package dev.sluice.schemas.broker;

import dev.sluice.message.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Asks a cluster, before anything is started on it, whether it has what Sluice needs. */
public final class BrokerNeeds {
    /** What to do about a cluster that has not. */
    public static final String REMEDY = "upgrade the brokers to Kafka 4.0 or newer, then: "
            + "kafka-features.sh --bootstrap-server … upgrade --release-version 4.0";

    private static final String METADATA_VERSION = "metadata.version";

    private BrokerNeeds() {}

    /** Returns if the cluster has what is needed. Waits as long as the client is set to for one that does not answer. */
    public static void require(Admin admin) throws UnfitBrokerException, InterruptedException {
        Map<String, Integer> levels = new HashMap<>();
        try {
            admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .forEach((key, range) -> levels.put(key, (int) range.maxVersionLevel()));
        } catch (ExecutionException unanswered) {
            throw unanswered.getCause() instanceof UnsupportedVersionException
                    ? new UnfitBrokerException(
                            ErrorCode.UNSUPPORTED_VERSION,
                            "Kafka is too old to name its features: " + REMEDY,
                            unanswered)
                    : new UnfitBrokerException(
                            ErrorCode.KAFKA_UNAVAILABLE,
                            "Kafka does not answer (" + unanswered.getMessage()
                                    + "): start it, or set kafka.client.bootstrap.servers",
                            unanswered);
        }
        Optional<String> unmet = unmet(levels);
        if (unmet.isPresent()) {
            throw new UnfitBrokerException(ErrorCode.UNSUPPORTED_VERSION, unmet.get());
        }
    }

    /** What is wrong with a cluster that has finalized these levels, if anything is. */
    static Optional<String> unmet(Map<String, Integer> levels) {
        List<String> missing = Stream.of(BrokerFeature.values())
                .filter(feature -> levels.getOrDefault(feature.key(), 0) < feature.level())
                .map(feature -> "%s %d, but %d is needed (%s)"
                        .formatted(
                                feature.key(), levels.getOrDefault(feature.key(), 0), feature.level(), feature.use()))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("Kafka has " + String.join(" and ", missing) + ", at " + METADATA_VERSION + " "
                        + levels.getOrDefault(METADATA_VERSION, 0) + ": " + REMEDY);
    }
}
