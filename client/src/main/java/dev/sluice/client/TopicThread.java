package dev.sluice.client;

import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.serde.Decoded;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads one topic, outside any group, until it is closed or fails; whoever waits for something is told why it ended. The
 * consumer belongs to the thread once that is started.
 */
final class TopicThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicThread.class);
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration REGISTRY_PAUSE = Duration.ofMillis(200);

    /** The common pool makes up for those of its threads that wait. */
    private static final Executor CALLBACKS = ForkJoinPool.getCommonPoolParallelism() > 0
            ? ForkJoinPool.commonPool()
            : task -> new Thread(task, "sluice-callback").start();

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final Reading reading;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** What is done with the topic. */
    interface Reading {
        /** Reads as long as the thread is open. */
        void readWhileOpen() throws InterruptedException;

        /** The thread is not open any more: what waits for something else has to look. Called by whoever closes it. */
        default void closing() {}

        /** Records were deleted before they were read; reading goes on behind them. */
        void missed(ClientException why);

        /** Nothing is read any more. */
        void ended(ClientException why);
    }

    TopicThread(String name, Consumer<String, byte[]> consumer, String topic, Reading reading) {
        this.consumer = consumer;
        this.topic = topic;
        this.reading = reading;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Takes every partition, at its end, then reads on. Blocks up to 20 s for the broker. */
    void start() {
        List<TopicPartition> partitions = partitions(START);
        if (partitions.isEmpty()) {
            throw new ClientException(
                    ErrorCode.KAFKA_UNAVAILABLE,
                    "there is no topic " + topic + ": create it with sluice topics create",
                    null);
        }
        consumer.assign(partitions);
        seekToEnd();
        thread.start();
    }

    void seekToEnd() {
        consumer.endOffsets(consumer.assignment(), START).forEach(consumer::seek);
    }

    /**
     * Completes a future off the thread that reads: what callers hang on it may wait for another job, or close the client, which would stop
     * that thread for ever.
     */
    static void aside(Runnable completion) {
        CALLBACKS.execute(completion);
    }

    /** The next records; those of a partition that was added to the topic from its beginning on, for what is awaited may lie there already. */
    ConsumerRecords<String, byte[]> poll(Duration timeout) {
        takeAddedPartitions();
        try {
            return consumer.poll(timeout);
        } catch (InvalidOffsetException gone) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .setCause(gone)
                    .log("records were deleted before they were read; reading goes on at the earliest that is left");
            consumer.seekToBeginning(gone.partitions());
            reading.missed(new ClientException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "records of " + topic + " were deleted before this client read them: look the job up by its id",
                    gone));
            return ConsumerRecords.empty();
        }
    }

    boolean open() {
        return closing.getCount() > 0;
    }

    /** Whether the record must be read again because the registry does not answer; the partition is set back to it then. */
    boolean readAgain(ConsumerRecord<String, byte[]> record, Decoded<?> decoded) throws InterruptedException {
        if (!(decoded instanceof Decoded.RegistryDown<?> down)) {
            return false;
        }
        log.atWarn().addKeyValue("topic", topic).log("reading waits for the registry: {}", down.reason());
        consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
        var unused = closing.await(REGISTRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return true;
    }

    @Override
    public void close() {
        closing.countDown();
        reading.closing();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeAddedPartitions() {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        List<TopicPartition> added = known().stream().filter(all::add).toList();
        if (!added.isEmpty()) {
            consumer.assign(all);
            consumer.seekToBeginning(added);
        }
    }

    // As the consumer's metadata has them, which it renews by itself; nobody waits here for a broker that does not
    // answer.
    private List<TopicPartition> known() {
        try {
            return partitions(Duration.ZERO);
        } catch (TimeoutException e) {
            return List.of();
        }
    }

    private List<TopicPartition> partitions(Duration patience) {
        return consumer.partitionsFor(topic, patience).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private void run() {
        try (consumer) {
            reading.readWhileOpen();
            end("the client was closed", null);
        } catch (WakeupException e) {
            end("the client was closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end("the client was interrupted", e);
        } catch (RuntimeException | Error e) {
            log.atError()
                    .addKeyValue("topic", topic)
                    .setCause(e)
                    .log("reading failed; nothing more is read in this client");
            end("reading " + topic + " failed: " + e.getMessage() + "; look the job up by its id", e);
        }
    }

    private void end(String reason, @Nullable Throwable cause) {
        reading.ended(new ClientException(ErrorCode.KAFKA_UNAVAILABLE, reason, cause));
    }
}
