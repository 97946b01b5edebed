package dev.sluice.client;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events as long as a command is unanswered, and completes the future of each. While none is, it reads nothing: it goes on at
 * the end of the topic when the next comes. {@link #await} may be called from any thread.
 */
final class AnswerReader implements AutoCloseable, TopicThread.Reading {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Messages messages;
    private final TopicThread thread;
    private final Map<String, CompletableFuture<JobEvent>> awaited = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<Void>> starting = new ConcurrentLinkedQueue<>();
    private final Semaphore work = new Semaphore(0);
    private volatile @Nullable ClientException ended;

    /** Publish the command once this is ready; its answer cannot be missed then. */
    record Awaited(CompletableFuture<Void> ready, CompletableFuture<JobEvent> answer) {}

    AnswerReader(Consumer<String, byte[]> consumer, String topic, Messages messages) {
        this.messages = messages;
        this.thread = new TopicThread("sluice-answers", consumer, topic, this);
    }

    /** Blocks up to 20 s for the broker. */
    void start() {
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
        thread.close();
    }

    @Override
    public void closing() {
        work.release();
    }

    @Override
    public void readWhileOpen() throws InterruptedException {
        while (thread.open()) {
            work.acquire();
            if (thread.open()) {
                atTheEnd();
                begin(); // those as well whose caller has given up meanwhile: with the next command would be far too
                // late
            }
            while (!awaited.isEmpty() && thread.open()) {
                begin();
                read(thread.poll(POLL));
            }
        }
    }

    /** Whoever asks while Kafka does not answer is told, and those who ask later are not. */
    private void atTheEnd() {
        try {
            thread.seekToEnd();
        } catch (TimeoutException away) {
            fail(new ClientException(ErrorCode.KAFKA_UNAVAILABLE, "events cannot be read: " + away.getMessage(), away));
        }
    }

    @Override
    public void missed(ClientException why) {
        fail(why);
    }

    @Override
    public void ended(ClientException why) {
        ended = why;
        fail(why);
    }

    // INVARIANT: the position is fixed before a command is published. Off this thread, because publishing may block.
    private void begin() {
        for (CompletableFuture<Void> ready = starting.poll(); ready != null; ready = starting.poll()) {
            CompletableFuture<Void> now = ready;
            TopicThread.aside(() -> now.complete(null));
        }
    }

    private void read(ConsumerRecords<String, byte[]> events) throws InterruptedException {
        for (TopicPartition partition : events.partitions()) {
            for (ConsumerRecord<String, byte[]> event : events.records(partition)) {
                Decoded<JobEvent> decoded = messages.decode(JobEvent.class, event.value());
                if (thread.readAgain(event, decoded)) {
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
            TopicThread.aside(() -> answer.complete(event));
        }
    }

    private void fail(ClientException failure) {
        awaited.values().forEach(answer -> TopicThread.aside(() -> answer.completeExceptionally(failure)));
        for (CompletableFuture<Void> ready = starting.poll(); ready != null; ready = starting.poll()) {
            CompletableFuture<Void> never = ready;
            TopicThread.aside(() -> never.completeExceptionally(failure));
        }
    }
}
