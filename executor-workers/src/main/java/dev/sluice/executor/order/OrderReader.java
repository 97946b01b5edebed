package dev.sluice.executor.order;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole catalogue of lanes, outside any group, and has it obeyed: after each record, and every moment besides because orders
 * end. One thread of its own.
 */
public final class OrderReader {
    private static final Logger log = LoggerFactory.getLogger(OrderReader.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long CLOSE_MILLIS = 5_000;

    private final String topic;
    private final String clientId;
    private final KafkaConnection kafka;
    private final StandingOrders orders;
    private final Consumer<StandingOrders> obey;
    private final Thread thread;

    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile Health health = Health.up();
    private volatile boolean closed;

    /** {@code obey} is called by the reading thread alone. */
    public OrderReader(
            String topic, String clientId, KafkaConnection kafka, Messages messages, Consumer<StandingOrders> obey) {
        this.topic = topic;
        this.clientId = clientId;
        this.kafka = kafka;
        this.orders = new StandingOrders(messages);
        this.obey = obey;
        this.thread = new Thread(this::run, clientId);
    }

    public void start() {
        thread.start();
    }

    /** Waits until what stands at the start is obeyed, so that no lane begins as if nothing was ordered; false if that takes longer. */
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
            } catch (KafkaException failed) {
                health = new Health.Degraded("orders for lanes are not read: " + failed.getMessage());
                log.atWarn().setCause(failed).log("The catalogue of lanes cannot be read; trying again");
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (RuntimeException | Error broken) { // such as no thread for one more slot
                health = new Health.Degraded("orders for lanes are not obeyed: " + broken.getMessage());
                log.atError().setCause(broken).log("Orders for lanes could not be obeyed; trying again");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void follow() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                kafka.with(clientId, settings()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (all.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic);
            }
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (!closed) {
                consumer.poll(LOOK).forEach(record -> {
                    if (record.key() != null) {
                        orders.put(record.key(), record.value());
                    }
                });
                orders.readAgain();
                obey.accept(orders);
                health = Health.up();
                if (!orders.anyUnread()
                        && ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    caughtUp.countDown();
                }
            }
        }
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
