package dev.sluice.executor.publish;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which reply topics can be written to, so that one that cannot does not hold up the outcomes of others. Thread-safe. */
public final class ReplyTopics {
    /** Longer than the producer believes in a topic that is gone. To ask takes seconds, and few jobs come: the dispatcher takes none. */
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(15);

    private final PlainProducer producer;
    private final String common;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> missed = new ConcurrentHashMap<>();

    public ReplyTopics(PlainProducer producer, Topics topics) {
        this.producer = producer;
        this.common = topics.replies();
        known.add(common);
    }

    /** Blocks for seconds when asked for a topic that Kafka does not have; throws TimeoutException if Kafka does not answer. */
    public boolean usable(String topic) {
        if (known.contains(topic)) {
            return true;
        }
        Long missedAt = missed.get(topic);
        if (missedAt != null && System.nanoTime() - missedAt < ASK_AGAIN_AFTER.toNanos()) {
            return false;
        }
        boolean there = producer.knows(topic);
        if (there) {
            missed.remove(topic);
            known.add(topic);
        } else {
            missed.put(topic, System.nanoTime());
        }
        return there;
    }

    /** Where a reply goes whose own topic is of no use. */
    public String common() {
        return common;
    }

    /** Whether it is one to reply to besides the common one. */
    boolean extra(String topic) {
        return topic.startsWith(common + '.');
    }

    /** Takes note that a topic is gone. True if it was one to reply to, for which the common one can stand in. */
    boolean lost(String topic) {
        if (extra(topic)) {
            known.remove(topic);
            missed.put(topic, System.nanoTime());
        }
        return extra(topic);
    }

    /** Whether nobody would answer for this topic now. Does not block for one that is there. */
    boolean silent(String topic) {
        return producer.leaderless(topic);
    }

    /** Whether any topic is missed, so that {@link #inPlaceOf} matters. */
    boolean anyMissed() {
        return !missed.isEmpty();
    }

    /** The topic itself, or the common one while it is missed. */
    String inPlaceOf(String topic) {
        return missed.containsKey(topic) ? common : topic;
    }
}
