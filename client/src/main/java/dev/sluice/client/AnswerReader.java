package dev.sluice.client;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events, outside any group, as long as a command is unanswered, and completes the future of each. While none is, it reads
 * nothing: it goes on at the end of the topic when the next comes. One thread; {@link #await} may be called from any.
 */
final class AnswerReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AnswerReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration START = Duration.ofSeconds(10);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final Messages messages;
    private final Map<String, CompletableFuture<JobEvent>> awaited = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<Void>> starting = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = new Thread(this::readUntilClosed, "sluice-answers");
    private volatile @Nullable ClientException ended;

    /** Publish the command once this is ready; its answer cannot be missed then. */
    record Awaited(CompletableFuture<Void> ready, CompletableFuture<JobEvent> answer) {}

    AnswerReader(Consumer<String, byte[]> consumer, String topic, Messages messages) {
        this.consumer = consumer;
        this.topic = topic;
        this.messages = messages;
        thread.setDaemon(true);
    }

    /** Blocks up to 10 s for the broker. */
    void start() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, START).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new ClientException(
                    ErrorCode.KAFKA_UNAVAILABLE,
                    "there is no topic " + topic + ": create it with sluice topics create",
                    null);
        }
        consumer.assign(partitions);
        thread.start();
    }

    Awaited await(String commandId) {
        Awaited command = new Awaited(new CompletableFuture<>(), new CompletableFuture<>());
        awaited.put(commandId, command.answer());
        var unused = command.answer().whenComplete((event, failure) -> awaited.remove(commandId));
        starting.add(command.ready());
        work.release();
        // After the put: a reader that ends now has either seen this command or set this.
        ClientException end = ended;
        if (end != null) {
            fail(end);
        }
        return command;
    }

    @Override
    public void close() {
        closing.countDown();
        work.release();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUntilClosed() {
        try (consumer) {
            while (open()) {
                work.acquire();
                consumer.endOffsets(consumer.assignment(), START).forEach(consumer::seek);
                while (!awaited.isEmpty() && open()) {
                    begin();
                    read(consumer.poll(POLL));
                }
            }
            abandon("the client was closed", null);
        } catch (WakeupException e) {
            abandon("the client was closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon("the client was interrupted", e);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("reading events failed; no further answer arrives in this client");
            abandon("reading events failed: " + e.getMessage() + "; look the job up by its id", e);
        }
    }

    private boolean open() {
        return closing.getCount() > 0;
    }

    // INVARIANT: the position is fixed before a command is published. Off this thread, because publishing may block.
    private void begin() {
        for (CompletableFuture<Void> ready = starting.poll(); ready != null; ready = starting.poll()) {
            ready.completeAsync(() -> null);
        }
    }

    private void read(ConsumerRecords<String, byte[]> events) throws InterruptedException {
        for (TopicPartition partition : events.partitions()) {
            for (ConsumerRecord<String, byte[]> event : events.records(partition)) {
                Decoded<JobEvent> decoded = messages.decode(JobEvent.class, event.value());
                if (decoded instanceof Decoded.RegistryDown<JobEvent> down) {
                    log.atWarn().log("answers wait for the registry: {}", down.reason());
                    consumer.seek(partition, event.offset());
                    var unused = closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
                    break;
                }
                if (decoded instanceof Decoded.Message<JobEvent> message) {
                    complete(message.value());
                }
            }
        }
    }

    private void complete(JobEvent event) {
        String commandId = event.getCommandId();
        CompletableFuture<JobEvent> answer = commandId == null ? null : awaited.get(commandId);
        if (answer != null) {
            answer.complete(event);
        }
    }

    private void abandon(String reason, @Nullable Throwable cause) {
        ClientException failure = new ClientException(ErrorCode.KAFKA_UNAVAILABLE, reason, cause);
        ended = failure;
        fail(failure);
    }

    private void fail(ClientException failure) {
        awaited.values().forEach(answer -> answer.completeExceptionally(failure));
        for (CompletableFuture<Void> ready = starting.poll(); ready != null; ready = starting.poll()) {
            ready.completeExceptionally(failure);
        }
    }
}
