package dev.sluice.executor.take;

import dev.sluice.executor.take.progress.ProgressCodec;
import java.time.Duration;
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
 * @param commits whether it is this source that commits offsets, and not a transaction of what is published
 */
public record SourceSettings(String topic, String group, String clientId, int maxOpen, boolean commits) {
    /**
     * After a fetch that brought nothing, a consumer of KIP-848 sends the next one only when it is polled again, and what comes meanwhile waits
     * for that: of jobs that came now and then a quarter waited 40 ms with polls of 100 ms and fetches of 50 ms. So polls are short, and
     * fetches wait as long as they do by default.
     */
    static final Duration LONGEST_POLL = Duration.ofMillis(20);

    // A connection that leads nowhere is noticed in this time, and another one made: well within a session.
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    // What the polling thread asks must not keep it from noticing that nobody answers.
    private static final int ANSWER_TIMEOUT_MILLIS = 5_000;

    public SourceSettings {
        if (group.contains(":")) {
            throw new IllegalArgumentException("a group id cannot contain ':': " + group);
        }
        if (maxOpen < 1) {
            throw new IllegalArgumentException("open jobs of a partition must be 1 at least: " + maxOpen);
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
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ProgressCodec.MAX_POLL);
        consumer.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        consumer.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MILLIS);
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return consumer;
    }
}
