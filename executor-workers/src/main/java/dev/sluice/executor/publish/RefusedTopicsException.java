package dev.sluice.executor.publish;

import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Nothing was sent, because these topics take nothing of ours; others may. */
final class RefusedTopicsException extends KafkaException {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> topics;
    private final Why why;

    /** What is wrong with them. */
    enum Why {
        /** Kafka does not let us write, or not by this name. */
        FORBIDDEN,
        /** They do not exist, as far as Kafka says for as long as the producer asks. */
        GONE,
        /** Nobody answered for as long as the producer asks, while others may. */
        SILENT
    }

    private RefusedTopicsException(Set<String> topics, Why why, RuntimeException cause) {
        super("nothing can be written to " + String.join(", ", topics) + ": " + cause.getMessage(), cause);
        this.topics = Set.copyOf(topics);
        this.why = why;
    }

    /**
     * The failure itself, unless it is about topics.
     *
     * @param sentTo the topic that failed, where one record is known to have; then the failure may be that it is gone or silent
     */
    static RuntimeException of(RuntimeException failed, @Nullable String sentTo) {
        if (failed instanceof RefusedTopicsException) {
            return failed;
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case TopicAuthorizationException forbidden
                when !forbidden.unauthorizedTopics().isEmpty() -> {
                    return new RefusedTopicsException(forbidden.unauthorizedTopics(), Why.FORBIDDEN, failed);
                }
                case InvalidTopicException invalid
                when sentTo != null -> {
                    return new RefusedTopicsException(Set.of(sentTo), Why.FORBIDDEN, failed);
                }
                case UnknownTopicOrPartitionException unknown
                when sentTo != null -> {
                    return new RefusedTopicsException(Set.of(sentTo), Why.GONE, failed);
                }
                default -> {
                    // perhaps what is behind it
                }
            }
        }
        return sentTo != null && failed instanceof TimeoutException
                ? new RefusedTopicsException(Set.of(sentTo), Why.SILENT, failed)
                : failed;
    }

    Set<String> topics() {
        return topics;
    }

    Why why() {
        return why;
    }
}
