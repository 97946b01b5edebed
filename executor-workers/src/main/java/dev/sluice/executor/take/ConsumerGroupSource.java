package dev.sluice.executor.take;

import dev.sluice.executor.take.Settlement.Settled;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs as a member of a consumer group (KIP-848). One thread polls and does nothing that can block on a job: jobs run
 * elsewhere, and a partition with too many of them open is paused while the others go on.
 */
public final class ConsumerGroupSource implements JobSource {
    private static final Logger log = LoggerFactory.getLogger(ConsumerGroupSource.class);
    // Outside of the poll, which spins on what it fetched of a paused partition. Short, for a slot may become free.
    private static final Duration BUSY_PAUSE = Duration.ofMillis(2);
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(1);
    private static final String SILENT = "the consumer group does not answer and gives jobs in hand to others";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final SourceSettings settings;
    private final KafkaConnection kafka;
    private final MeterRegistry meters;
    private final Assignment assignment = new Assignment();
    private final Errands errands = new Errands();
    private final Thread thread;

    private volatile Consumer<Delivery> sink = delivery -> {};
    private volatile @Nullable ConsumerGroupMetadata group;
    private volatile Health health = new Health.Down("not started");
    private volatile Set<Integer> partitions = Set.of();
    private volatile Share share = Share.UNKNOWN;
    private volatile boolean draining;
    private volatile boolean closed;
    private boolean inTouch = true;

    public ConsumerGroupSource(SourceSettings settings, KafkaConnection kafka, MeterRegistry meters) {
        this.settings = settings;
        this.kafka = kafka;
        this.meters = meters;
        this.thread = new Thread(this::run, settings.clientId() + "-poll");
    }

    @Override
    public void start(Consumer<Delivery> deliveries) {
        sink = deliveries;
        thread.start();
    }

    @Override
    public void settle(Map<Delivery, Settled> batch, Settlement settlement) {
        assignment.settle(batch, settlement, Objects.requireNonNull(group, "nothing was delivered so far"));
    }

    @Override
    public CompletableFuture<Void> commit() {
        return errands.ask(consumer -> {
            consumer.commitSync(assignment.offsets());
            return null;
        });
    }

    @Override
    public CompletableFuture<Set<Delivery>> recheck(Set<Delivery> deliveries) {
        return errands.ask(consumer -> {
            Set<TopicPartition> asked = deliveries.stream()
                    .map(delivery -> delivery.holding().partition())
                    .collect(Collectors.toSet());
            return assignment.recheck(deliveries, consumer.committed(asked));
        });
    }

    @Override
    public void drain() {
        draining = true;
    }

    @Override
    public Map<TopicPartition, Long> spent() {
        return assignment.spent();
    }

    @Override
    public Set<Integer> partitions() {
        return partitions;
    }

    @Override
    public Share share() {
        return share;
    }

    @Override
    public void close() {
        draining = true;
        closed = true;
        try {
            thread.join(CLOSE_TIMEOUT.toMillis()); // returns at once if never started
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Health check() {
        return health;
    }

    private void run() {
        try {
            while (!closed) {
                beMember();
            }
        } catch (WakeupException | InterruptException stopping) {
            log.atDebug().log("Poll loop interrupted");
        } catch (RuntimeException | Error broken) {
            health = new Health.Down("takes no jobs from " + settings.topic() + ": " + broken.getMessage());
            log.atError()
                    .setCause(broken)
                    .log("Jobs are no longer taken; restart the executor after mending the cause");
        }
    }

    /**
     * Takes jobs until told to stop, or until this client is of no more use: one that was refused once takes no part in its group again, and
     * one whose records could not be handed on has passed them. Whoever comes after it begins from what is committed.
     */
    private void beMember() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                        kafka.with(settings.clientId(), settings.consumer()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
                KafkaClientMetrics measured = new KafkaClientMetrics(consumer)) {
            measured.bindTo(meters);
            consumer.subscribe(List.of(settings.topic()), assignment);
            health = Health.up();
            inTouch = true;
            Contact contact = new Contact(
                    GroupTimes.of(kafka, settings).patience(), Contact.answersTo(consumer), System.nanoTime());
            while (!closed) {
                stayInTouch(consumer, contact);
                turn(consumer);
            }
            errands.run(consumer);
        } catch (AuthorizationException | AuthenticationException | RetriableException refused) {
            health = new Health.Degraded("no jobs are taken until Kafka lets us: " + refused.getMessage());
            log.atError().setCause(refused).log("Kafka does not let jobs be taken; trying again with a new client");
            LockSupport.parkNanos(REFUSED_PAUSE.toNanos());
        } finally {
            assignment.onPartitionsRevoked(
                    assignment.held().stream().map(Holding::partition).toList());
        }
    }

    /**
     * A group gives the partitions of a member that it does not hear of to others, and cannot tell it. So a member that hears nothing
     * of its group stops answering for what it has, while the group still waits for it; if it is heard of in time, it begins anew from
     * what it has committed.
     */
    private void stayInTouch(KafkaConsumer<String, byte[]> consumer, Contact contact) {
        boolean kept = contact.kept(System.nanoTime());
        if (kept != inTouch) {
            log.atWarn()
                    .addKeyValue("topic", settings.topic())
                    .log(kept ? "The consumer group answers again; jobs are taken anew" : SILENT);
        }
        inTouch = kept;
        if (inTouch) {
            assignment.dropDoubted().forEach((partition, offset) -> seek(consumer, partition, offset));
        } else {
            assignment.doubt();
        }
    }

    private void turn(KafkaConsumer<String, byte[]> consumer) {
        errands.run(consumer);
        boolean paused = adjustPauses(consumer);
        ConsumerRecords<String, byte[]> records = poll(consumer, paused);
        for (TopicPartition partition : records.partitions()) {
            hand(consumer, partition, records.records(partition));
        }
        if (paused && records.isEmpty()) {
            LockSupport.parkNanos(BUSY_PAUSE.toNanos());
        }
    }

    private ConsumerRecords<String, byte[]> poll(KafkaConsumer<String, byte[]> consumer, boolean paused) {
        try {
            look(consumer);
            ConsumerRecords<String, byte[]> records =
                    consumer.poll(paused ? Duration.ZERO : SourceSettings.LONGEST_POLL);
            group = consumer.groupMetadata();
            health = inTouch ? Health.up() : new Health.Degraded(SILENT);
            return records;
        } catch (RetriableException | UnknownMemberIdException | StaleMemberEpochException passing) {
            health = new Health.Degraded("no jobs are taken at the moment: " + passing.getMessage());
            log.atWarn().setCause(passing).log("Poll failed; trying again");
            return ConsumerRecords.empty();
        }
    }

    private void look(KafkaConsumer<String, byte[]> consumer) {
        partitions =
                consumer.assignment().stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
        if (partitions.size() != share.own()) {
            share = new Share(
                    partitions.size(), consumer.partitionsFor(settings.topic()).size());
        }
    }

    private void hand(
            KafkaConsumer<String, byte[]> consumer,
            TopicPartition partition,
            List<ConsumerRecord<String, byte[]>> records) {
        Holding holding;
        try {
            holding = holding(consumer, partition);
        } catch (RetriableException | UnknownMemberIdException | StaleMemberEpochException passing) {
            log.atWarn().addKeyValue("partition", partition).setCause(passing).log("Progress cannot be read; again");
            seek(consumer, partition, records.getFirst().offset());
            return;
        }
        for (ConsumerRecord<String, byte[]> record : records) {
            if (holding.owned() && holding.take(record.offset())) {
                sink.accept(new Delivery(holding, record));
            }
        }
    }

    private Holding holding(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
        Holding known = assignment.holding(partition);
        if (known != null) {
            return known;
        }
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        long logEnd = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        Holding holding = Holding.from(partition, logEnd, committed);
        assignment.hold(holding);
        return holding;
    }

    private static void seek(KafkaConsumer<String, byte[]> consumer, TopicPartition partition, long offset) {
        try {
            consumer.seek(partition, offset);
        } catch (IllegalStateException taken) {
            log.atDebug().addKeyValue("partition", partition).log("It was taken away a moment ago");
        }
    }

    private boolean adjustPauses(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> full = new ArrayList<>();
        for (TopicPartition partition : consumer.assignment()) {
            Holding holding = assignment.holding(partition);
            if (draining || !inTouch || (holding != null && !holding.hasRoom(settings.maxOpen()))) {
                full.add(partition);
            }
        }
        Set<TopicPartition> paused = consumer.paused();
        try {
            if (!paused.isEmpty()) {
                consumer.resume(paused.stream()
                        .filter(partition -> !full.contains(partition))
                        .toList());
            }
            consumer.pause(full);
        } catch (IllegalStateException taken) {
            // The client's own thread changes the assignment between our look at it and this: the next turn sees it.
            return true;
        }
        return !full.isEmpty() || !errands.none();
    }
}
