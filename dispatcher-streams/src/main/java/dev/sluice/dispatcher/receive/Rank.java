package dev.sluice.dispatcher.receive;

import dev.sluice.message.Priority;
import dev.sluice.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The order in which sources are read. Streams takes the record with the lowest timestamp first, so the "timestamp" of a record is
 * the rank of its topic: the clock of a producer must not decide who goes first. What leaves carries a time of its own.
 */
public final class Rank implements TimestampExtractor {
    private static final List<Priority> PRIORITIES = List.of(Priority.HIGH, Priority.NORMAL, Priority.LOW);

    private final Topics topics;
    private final Map<String, Long> ranks = new ConcurrentHashMap<>();

    public Rank(Topics topics) {
        this.topics = topics;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> read, long partitionTime) {
        return ranks.computeIfAbsent(read.topic(), this::rank);
    }

    private long rank(String topic) {
        if (topic.equals(topics.control())) {
            return 0;
        }
        if (topic.equals(topics.events())) {
            return 1;
        }
        return 2L
                + topics.requestTopic(topic)
                        .map(requests -> PRIORITIES.indexOf(requests.priority()))
                        .orElse(PRIORITIES.size());
    }
}
