package dev.sluice.api.follow;

import dev.sluice.runtime.service.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that follows the topics. It belongs to no consumer group, so every instance of the API reads everything; it reconnects by
 * itself and goes on where it was. All methods but the loop are thread-safe.
 */
public final class JobTail {
    private static final Logger log = LoggerFactory.getLogger(JobTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration OFFSETS_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(500);

    private final Supplier<Consumer<String, byte[]>> connect;
    private final TailStart start;
    private final TailRecords records;
    private final TailPosition position = new TailPosition();
    private final Queue<CompletableFuture<CaughtUp>> questions = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "api-tail");
    private volatile @Nullable Consumer<String, byte[]> consumer;
    private volatile Health health = new Health.Degraded("not connected to Kafka yet");

    public JobTail(Supplier<Consumer<String, byte[]>> connect, TailStart start, TailRecords records) {
        this.connect = connect;
        this.start = start;
        this.records = records;
    }

    public void start() {
        thread.start();
    }

    public void stop() {
        stopping.countDown();
        wake();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Health check() {
        return health;
    }

    /** Completes once everything that is in Kafka now has been read, or with the reason why that takes too long. */
    public CompletableFuture<CaughtUp> caughtUp() {
        if (!(health instanceof Health.Up)) {
            return CompletableFuture.completedFuture(new CaughtUp.Behind(health.toString()));
        }
        CompletableFuture<CaughtUp> question = new CompletableFuture<>();
        questions.add(question);
        // One wake-up serves all questions until they are taken; more would only interrupt the answer.
        if (woken.compareAndSet(false, true)) {
            wake();
        }
        return question.completeOnTimeout(
                new CaughtUp.Behind("still reading what is in Kafka"), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void wake() {
        Consumer<String, byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
    }

    private void run() {
        while (!stopped()) {
            try (Consumer<String, byte[]> connected = connect.get()) {
                consumer = connected;
                start.assign(connected, position);
                became(new Health.Up());
                while (!stopped()) {
                    follow(connected);
                }
            } catch (WakeupException e) {
                // Woken while connecting: the loop's condition decides what for.
                log.atDebug().log("Woken while connecting");
            } catch (RuntimeException e) {
                became(new Health.Degraded("does not follow Kafka: " + e.getMessage()));
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void follow(Consumer<String, byte[]> connected) {
        while (!questions.isEmpty()) {
            answer(connected);
        }
        for (var message : poll(connected)) {
            records.read(message);
        }
        for (TopicPartition partition : connected.assignment()) {
            position.advance(partition, connected.position(partition, OFFSETS_TIMEOUT));
        }
        position.settle();
    }

    private static ConsumerRecords<String, byte[]> poll(Consumer<String, byte[]> connected) {
        try {
            return connected.poll(POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    private void answer(Consumer<String, byte[]> connected) {
        List<CompletableFuture<CaughtUp>> asked = new ArrayList<>();
        for (var question = questions.poll(); question != null; question = questions.poll()) {
            asked.add(question);
        }
        try {
            Map<TopicPartition, Long> ends = connected.endOffsets(connected.assignment(), OFFSETS_TIMEOUT);
            woken.set(false);
            // Off this thread: whoever asked goes on with what may be long.
            position.whenPassed(ends, () -> asked.forEach(question -> question.completeAsync(CaughtUp.Passed::new)));
        } catch (WakeupException e) {
            questions.addAll(asked);
        } catch (RuntimeException e) {
            woken.set(false);
            asked.forEach(question -> question.complete(new CaughtUp.Behind("Kafka does not answer")));
            throw e;
        }
    }

    private void became(Health now) {
        if (!now.equals(health)) {
            log.atInfo().addKeyValue("health", now).log("Following requests, events and replies");
        }
        health = now;
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            if (stopping.await(RECONNECT_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atDebug().log("Stopped while pausing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
