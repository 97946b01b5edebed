package dev.sluice.executor.follow;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic, outside any group, for as long as the executor runs. Trouble with Kafka, with the registry or with what is read ends
 * nothing: it begins anew. One thread of its own; all methods are thread-safe.
 */
public final class TopicFollower {
    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** How soon partitions are found that were added. */
    private static final Duration COUNT_EVERY = Duration.ofMinutes(1);

    private static final long CLOSE_MILLIS = 5_000;

    private final String topic;
    private final String clientId;
    private final KafkaConnection kafka;
    private final TopicReader reader;
    private final Thread thread;

    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile Health health = Health.up();
    private volatile boolean closed;

    public TopicFollower(String topic, String clientId, KafkaConnection kafka, TopicReader reader) {
        this.topic = topic;
        this.clientId = clientId;
        this.kafka = kafka;
        this.reader = reader;
        this.thread = new Thread(this::run, clientId);
    }

    public void start() {
        thread.start();
    }

    /** Waits until what was there at the start has been read and understood; false if that takes longer. */
    public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    public Health check() {
        return health;
    }

    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_MILLIS); // returns at once if never started
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (RuntimeException | Error failed) {
                health = new Health.Degraded("what " + topic + " says is not heeded: " + failed.getMessage());
                log.atWarn().addKeyValue("topic", topic).setCause(failed).log("A topic is not followed; trying again");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Until closed, or until there are more partitions to read. */
    private void follow() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                kafka.with(clientId, settings()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = partitions(consumer);
            if (all.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic);
            }
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            seekBack(consumer, ends);
            long counted = System.nanoTime();
            while (!closed) {
                consumer.poll(LOOK).forEach(reader::read);
                if (reader.looked() && passed(consumer, ends)) {
                    caughtUp.countDown();
                }
                health = Health.up();
                if (System.nanoTime() - counted > COUNT_EVERY.toNanos()) {
                    counted = System.nanoTime();
                    if (partitions(consumer).size() != all.size()) {
                        return;
                    }
                }
            }
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private void seekBack(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        long since = reader.since().toEpochMilli();
        ends.forEach(consumer::seek);
        consumer.offsetsForTimes(
                        ends.keySet().stream().collect(Collectors.toMap(Function.identity(), partition -> since)))
                .forEach((partition, found) -> {
                    if (found != null) {
                        consumer.seek(partition, found.offset());
                    }
                });
    }

    private static boolean passed(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
    }
}
