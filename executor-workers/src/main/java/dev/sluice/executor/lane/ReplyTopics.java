package dev.sluice.executor.lane;

import dev.sluice.executor.publish.PlainProducer;
import dev.sluice.schemas.topic.Topics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which reply topics can be written to, so that one that cannot does not hold up the outcomes of others. Thread-safe. */
public final class ReplyTopics {
    private final PlainProducer producer;
    private final String common;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public ReplyTopics(PlainProducer producer, Topics topics) {
        this.producer = producer;
        this.common = topics.replies();
        known.add(common);
    }

    /** Blocks for seconds when asked for a topic that Kafka does not have; throws TimeoutException if Kafka does not answer. */
    boolean usable(String topic) {
        return known.contains(topic) || (producer.knows(topic) && known.add(topic)) || known.contains(topic);
    }

    /** Where a reply goes whose own topic is of no use. */
    String common() {
        return common;
    }
}
