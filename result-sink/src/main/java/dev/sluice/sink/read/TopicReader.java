package dev.sluice.sink.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes batches from every partition of some topics, from positions it is given. Not thread-safe: belongs to the reading thread. */
final class TopicReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration ASK = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final long maxBytes;

    TopicReader(Consumer<byte[], byte[]> consumer, List<String> topics, long maxBytes) {
        this.consumer = consumer;
        this.topics = List.copyOf(topics);
        this.maxBytes = maxBytes;
    }

    /** Reads on from these positions, and from the start of partitions without one. Names a topic that is missing, if any. */
    Optional<String> place(Map<TopicPartition, Long> positions) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (String topic : topics) {
            List<PartitionInfo> found = consumer.partitionsFor(topic, ASK);
            if (found.isEmpty()) {
                return Optional.of(topic);
            }
            found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, position);
            }
        }
        return Optional.empty();
    }

    /** The next batch: waits a moment for a first record, then for more at that pace. Empty if there is nothing to read. */
    List<ConsumerRecord<byte[], byte[]>> take(BatchPace pace) {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        long bytes = add(batch, IDLE);
        long until = System.nanoTime() + pace.linger().toNanos();
        while (!batch.isEmpty() && batch.size() < pace.maxRecords() && bytes < maxBytes) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                break;
            }
            bytes += add(batch, Duration.ofNanos(left));
        }
        return batch;
    }

    /** How many records are not taken yet, as far as known. */
    long lag() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** Whether it is known of every partition that nothing waits there. */
    boolean caughtUp() {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    }

    private long add(List<ConsumerRecord<byte[], byte[]>> batch, Duration wait) {
        try {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(wait);
            long bytes = 0;
            for (ConsumerRecord<byte[], byte[]> polledRecord : polled) {
                batch.add(polledRecord);
                bytes += Math.max(0, polledRecord.serializedValueSize());
            }
            return bytes;
        } catch (OffsetOutOfRangeException deleted) {
            skip(deleted.offsetOutOfRangePartitions());
            return 0;
        }
    }

    /** Retention deleted what was not kept yet, or the topic was made anew: says so, and goes on with what is there. */
    private void skip(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(positions.keySet(), ASK);
        positions.forEach((partition, position) -> {
            long start = starts.getOrDefault(partition, 0L);
            log.atError()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("offset", position)
                    .addKeyValue("start", start)
                    .log("records are gone before they were kept; the history has a gap and goes on from the start");
            consumer.seek(partition, start);
        });
    }

    @Override
    public void close() {
        consumer.close();
    }
}
