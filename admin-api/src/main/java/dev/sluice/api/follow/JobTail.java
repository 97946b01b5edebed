package dev.sluice.api.follow;

import dev.sluice.runtime.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
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
    private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(500);

    private final Supplier<Consumer<String, byte[]>> connect;
    private final TailStart start;
    private final TailRecords records;
    private final MeterRegistry meters;
    private final TailPosition position = new TailPosition();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "api-tail");
    private volatile @Nullable Consumer<String, byte[]> consumer;
    /** When partitions were counted last; for the thread alone. */
    private long looked = System.nanoTime();

    private volatile Health health = new Health.Degraded("not connected to Kafka yet");

    public JobTail(
            Supplier<Consumer<String, byte[]>> connect, TailStart start, TailRecords records, MeterRegistry meters) {
        this.connect = connect;
        this.start = start;
        this.records = records;
        this.meters = meters;
    }

    public void start() {
        thread.start();
    }

    public void stop() {
        stopping.countDown();
        Consumer<String, byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Health check() {
        return health;
    }

    /** Completes once everything that is in Kafka now has been read, or with the reason why that takes too long. Never fails. */
    public CompletableFuture<CaughtUp> caughtUp(EndOffsets ends) {
        if (!(health instanceof Health.Up)) {
            return CompletableFuture.completedFuture(new CaughtUp.Behind(why()));
        }
        return ends.now(position.partitions())
                .thenCompose(offsets -> position.passes(offsets).orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .handle((passed, failure) ->
                        failure == null ? new CaughtUp.Passed() : new CaughtUp.Behind("Kafka is slow to answer"));
    }

    private String why() {
        return switch (health) {
            case Health.Up up -> "Kafka is followed again";
            case Health.Degraded degraded -> degraded.why();
            case Health.Down down -> down.why();
        };
    }

    private void run() {
        while (!stopped()) {
            try (Consumer<String, byte[]> connected = connect.get();
                    KafkaClientMetrics measured = new KafkaClientMetrics(connected)) {
                measured.bindTo(meters);
                consumer = connected;
                start.assign(connected, position);
                became(new Health.Up());
                while (!stopped()) {
                    follow(connected);
                }
            } catch (WakeupException e) {
                log.atDebug().log("Woken to stop");
            } catch (RuntimeException | Error e) {
                became(new Health.Degraded("does not follow Kafka: " + e.getMessage()));
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void follow(Consumer<String, byte[]> connected) {
        if (System.nanoTime() - looked > LOOK_EVERY.toNanos()) {
            start.assignAdded(connected);
            looked = System.nanoTime();
        }
        for (var message : connected.poll(POLL)) {
            records.read(message);
        }
        for (TopicPartition partition : connected.assignment()) {
            position.advance(partition, connected.position(partition, POSITION_TIMEOUT));
        }
        position.settle();
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
