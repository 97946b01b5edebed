package dev.sluice.api.follow;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where to begin reading: where the reader was, else a while back; definitions from their beginning. Thread-safe. */
public record TailStart(Topics topics, Duration lookback, InstantSource clock) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Assigns every partition and seeks. Throws {@link IllegalStateException} naming a topic that does not exist yet. */
    void assign(Consumer<String, byte[]> consumer, TailPosition reached) {
        List<TopicPartition> recent = new ArrayList<>();
        TailRecords.recentTopics(topics).forEach(topic -> recent.addAll(partitions(consumer, topic, PATIENCE)));
        List<TopicPartition> definitions = partitions(consumer, topics.databases(), PATIENCE);
        Map<TopicPartition, Long> begin = new HashMap<>(consumer.beginningOffsets(definitions, PATIENCE));
        begin.putAll(lately(consumer, recent));
        consumer.assign(begin.keySet());
        begin.forEach((partition, offset) -> {
            OptionalLong before = reached.of(partition);
            consumer.seek(partition, before.orElse(offset));
            reached.advance(partition, before.orElse(offset));
        });
    }

    /** Takes partitions that were added since, from their beginning. As far as the consumer's metadata know, which it renews by itself. */
    void assignAdded(Consumer<String, byte[]> consumer) {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        List<TopicPartition> added = Stream.concat(
                        TailRecords.recentTopics(topics).stream(), Stream.of(topics.databases()))
                .flatMap(topic -> known(consumer, topic).stream())
                .filter(all::add)
                .toList();
        if (!added.isEmpty()) {
            consumer.assign(all);
            consumer.seekToBeginning(added);
        }
    }

    private static List<TopicPartition> known(Consumer<String, byte[]> consumer, String topic) {
        try {
            return partitions(consumer, topic, Duration.ZERO);
        } catch (TimeoutException notKnown) {
            return List.of();
        }
    }

    private Map<TopicPartition, Long> lately(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        // INVARIANT: ends are taken before times are looked up, so that no record falls between the two.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        long since = clock.instant().minus(lookback).toEpochMilli();
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> since)), PATIENCE);
        Map<TopicPartition, Long> begin = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp at = found.get(partition);
            begin.put(partition, at == null ? end : Math.min(at.offset(), end));
        });
        return begin;
    }

    private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, String topic, Duration patience) {
        @Nullable List<PartitionInfo> partitions = consumer.partitionsFor(topic, patience);
        if (partitions == null || partitions.isEmpty()) {
            throw new IllegalStateException("topic " + topic + " does not exist; create it with: sluice topics create");
        }
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
