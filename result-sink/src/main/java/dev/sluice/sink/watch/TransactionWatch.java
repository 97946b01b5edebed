package dev.sluice.sink.watch;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises the alarm when a transaction stays open: a process that hangs in the middle of one stops every reader of the partitions it has
 * written to, until the broker aborts it. Logs once when a partition gets stuck and once when it moves on, and counts the stuck ones in
 * the gauge {@code sluice.transactions.stuck}. Owns a thread and an admin client.
 */
public final class TransactionWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TransactionWatch.class);

    private final OpenTransactions transactions;
    private final Admin admin;
    private final StableOffsets offsets;
    private final InstantSource clock;
    private final AtomicInteger stuck = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sluice-sink-watch").daemon().factory());

    /** Used by the thread alone. */
    private Set<TopicPartition> told = Set.of();

    private TransactionWatch(Admin admin, Topics topics, WatchSettings settings, InstantSource clock) {
        this.admin = admin;
        this.transactions = new OpenTransactions(admin, topics);
        this.offsets = new StableOffsets(settings.stuckAfter());
        this.clock = clock;
    }

    /** Starts to look, without waiting for Kafka. */
    public static TransactionWatch start(
            KafkaConnection kafka, Topics topics, WatchSettings settings, MeterRegistry meters, InstantSource clock) {
        Admin admin = Admin.create(kafka.with("sluice-sink-watch", Map.of()));
        TransactionWatch watch = new TransactionWatch(admin, topics, settings, clock);
        meters.gauge("sluice.transactions.stuck", watch.stuck);
        long every = settings.every().toMillis();
        // Looking never throws, so nobody needs the future.
        ScheduledFuture<?> unused =
                watch.thread.scheduleWithFixedDelay(watch::look, every, every, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            List<StuckPartition> seen = offsets.look(transactions.offsets(), clock.instant());
            stuck.set(seen.size());
            tell(seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException | Error e) {
            log.atDebug().setCause(e).log("Kafka could not be asked for offsets; it is asked again soon");
        }
    }

    private void tell(List<StuckPartition> seen) throws InterruptedException {
        for (StuckPartition each : seen) {
            if (!told.contains(each.partition())) {
                log.atError()
                        .addKeyValue("topic", each.partition().topic())
                        .addKeyValue("partition", each.partition().partition())
                        .addKeyValue("offset", each.stableOffset())
                        .addKeyValue("recordsBehind", each.recordsBehind())
                        .addKeyValue("transactionalIds", transactions.holders(each.partition()))
                        .log(
                                "LSO stuck: readers wait behind a transaction left open; it ends when its owner does or its"
                                        + " time-out passes");
            }
        }
        Set<TopicPartition> now = seen.stream().map(StuckPartition::partition).collect(Collectors.toSet());
        Set<TopicPartition> moved = new HashSet<>(told);
        moved.removeAll(now);
        if (!moved.isEmpty()) {
            log.atInfo().addKeyValue("partitions", moved).log("readers move on: the transaction has ended");
        }
        told = now;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ofSeconds(5));
    }
}
