package dev.sluice.executor.publish;

import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Nothing was sent, because these topics take nothing of ours; others may. */
final class RefusedTopicsException extends KafkaException {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> topics;
    private final boolean gone;

    private RefusedTopicsException(Set<String> topics, boolean gone, RuntimeException cause) {
        super("nothing can be written to " + String.join(", ", topics) + ": " + cause.getMessage(), cause);
        this.topics = Set.copyOf(topics);
        this.gone = gone;
    }

    /**
     * The failure itself, unless it is about topics.
     *
     * @param sentTo the topic that failed, where one record is known to have; then the failure may be that it is gone
     */
    static RuntimeException of(RuntimeException failed, @Nullable String sentTo) {
        if (failed instanceof RefusedTopicsException) {
            return failed;
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case TopicAuthorizationException forbidden
                when !forbidden.unauthorizedTopics().isEmpty() -> {
                    return new RefusedTopicsException(forbidden.unauthorizedTopics(), false, failed);
                }
                case InvalidTopicException invalid
                when sentTo != null -> {
                    return new RefusedTopicsException(Set.of(sentTo), false, failed);
                }
                case UnknownTopicOrPartitionException unknown
                when sentTo != null -> {
                    return new RefusedTopicsException(Set.of(sentTo), true, failed);
                }
                default -> {
                    // perhaps what is behind it
                }
            }
        }
        return failed;
    }

    Set<String> topics() {
        return topics;
    }

    /** Whether they do not exist, as far as Kafka says for as long as the producer asks. */
    boolean gone() {
        return gone;
    }
}
