package dev.sluice.executor.take;

import dev.sluice.runtime.service.Health;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * What a member sees of the topic it takes from: which part of it is its own, whether it is there at all, and whether jobs that do not end
 * keep others from being taken. Used by the polling thread; what is seen, by any.
 */
final class Surroundings {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final Duration LONG_FULL = Duration.ofMinutes(1);
    private static final Duration ANSWER_TIME = Duration.ofSeconds(1);

    private final String topic;
    private final Map<TopicPartition, Long> fullSince = new HashMap<>();
    private boolean known;
    private boolean asked;
    private long looked;
    private boolean stuck;

    private volatile Share share = Share.UNKNOWN;

    Surroundings(String topic) {
        this.topic = topic;
    }

    /** Looks again if our partitions are others than before, or if it was long ago: a topic can be deleted, or get more of them. */
    void look(Consumer<?, ?> consumer, long nowNanos) {
        Set<Integer> own =
                consumer.assignment().stream().map(TopicPartition::partition).collect(Collectors.toSet());
        if (!asked || !own.equals(share.own()) || nowNanos - looked > LOOK_EVERY.toNanos()) {
            asked = true;
            looked = nowNanos;
            share = new Share(own, count(consumer));
        }
    }

    /** As many as before, if nobody says: that must not keep the group waiting. */
    private int count(Consumer<?, ?> consumer) {
        try {
            int count = consumer.partitionsFor(topic, ANSWER_TIME).size();
            known = true;
            return count;
        } catch (RetriableException noAnswer) {
            return share.all();
        }
    }

    /** These partitions have no room for another job at this moment. */
    void full(Set<TopicPartition> full, long nowNanos) {
        fullSince.keySet().retainAll(full);
        full.forEach(partition -> fullSince.putIfAbsent(partition, nowNanos));
        stuck = fullSince.values().stream().anyMatch(since -> nowNanos - since > LONG_FULL.toNanos());
    }

    Share share() {
        return share;
    }

    /** For the polling thread. */
    Health check() {
        if (known && share.all() == 0) {
            return new Health.Degraded("there is no topic " + topic + " to take jobs from: ./sluice topics makes it");
        }
        return stuck
                ? new Health.Degraded(
                        "a partition of " + topic + " has had no room for another job for " + LONG_FULL.toSeconds()
                                + " s (executor.maxOpen): jobs of other databases may wait behind those")
                : Health.up();
    }
}
