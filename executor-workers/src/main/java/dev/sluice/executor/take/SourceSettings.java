package dev.sluice.executor.take;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What a consumer group source reads and how far ahead.
 *
 * @param topic the jobs topic of one engine and lane
 * @param group its consumer group; without ':' because brokers and tools disagree about it
 * @param clientId names the consumer and its thread
 * @param maxOpen jobs of one partition in hand at once; a partition with more is paused
 */
public record SourceSettings(String topic, String group, String clientId, int maxOpen) {
    /** Records of one poll; small, because a partition can only be paused between polls. */
    static final int MAX_POLL = 128;

    // A commit does not seem to wake the fetch that waits on an empty partition: half a second by default.
    private static final int FETCH_WAIT_MILLIS = 50;
    // A connection that leads nowhere is noticed in this time, and another one made: well within a session.
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    // What the polling thread asks must not keep it from noticing that nobody answers.
    private static final int ANSWER_TIMEOUT_MILLIS = 5_000;

    public SourceSettings {
        if (group.contains(":")) {
            throw new IllegalArgumentException("a group id cannot contain ':': " + group);
        }
        if (maxOpen < 1 || maxOpen > ProgressCodec.MAX_OPEN - MAX_POLL) {
            throw new IllegalArgumentException(
                    "open jobs of a partition must be 1 to " + (ProgressCodec.MAX_OPEN - MAX_POLL) + ": " + maxOpen);
        }
    }

    /** What its consumer is set to, beside how it reaches Kafka. */
    Map<String, Object> consumer() {
        Map<String, Object> consumer = new HashMap<>();
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        consumer.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL);
        consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        consumer.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        consumer.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MILLIS);
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return consumer;
    }
}
