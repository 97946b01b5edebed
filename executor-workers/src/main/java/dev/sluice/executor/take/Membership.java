package dev.sluice.executor.take;

import dev.sluice.runtime.service.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer's life as a member of its group. Used by the polling thread; what it says of itself, by any.
 */
final class Membership implements ConsumerRebalanceListener {
    private static final Logger log = LoggerFactory.getLogger(Membership.class);
    // Outside of the poll, which spins on what it fetched of a paused partition. Short, for a slot may become free.
    private static final Duration BUSY_PAUSE = Duration.ofMillis(2);
    private static final String SILENT = "the consumer group does not answer and gives jobs in hand to others";

    private final SourceSettings settings;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Contact contact;
    private final Assignment assignment;
    private final Errands errands;
    private final Consumer<Delivery> sink;
    private final Surroundings around;

    private volatile ConsumerGroupMetadata group;
    private volatile Health health = Health.up();
    private boolean inTouch = true;

    Membership(
            SourceSettings settings,
            KafkaConsumer<String, byte[]> consumer,
            Contact contact,
            Assignment assignment,
            Errands errands,
            Consumer<Delivery> sink) {
        this.settings = settings;
        this.consumer = consumer;
        this.contact = contact;
        this.assignment = assignment;
        this.errands = errands;
        this.sink = sink;
        this.group = consumer.groupMetadata();
        this.around = new Surroundings(settings.topic());
    }

    void join() {
        consumer.subscribe(List.of(settings.topic()), this);
    }

    ConsumerGroupMetadata group() {
        return group;
    }

    Share share() {
        return around.share();
    }

    Health check() {
        return health;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // A holding is made when the first record arrives: that needs the broker, and may have to be tried again.
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        assignment.giveUp(partitions, settings.commits() ? this::commitLast : offsets -> {});
    }

    /** Others have them, or had them: what we know of them is old, and a group without members would take it. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        assignment.giveUp(partitions, offsets -> {});
    }

    /** What is done and not committed would run a second time at whoever comes next. */
    private void commitLast(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets);
        } catch (KafkaException refused) {
            log.atWarn()
                    .setCause(refused)
                    .log("What is done could not be committed before its partitions went to others: it may run again");
        }
    }

    /** One poll and what belongs to it. */
    void turn(boolean draining) {
        stayInTouch();
        errands.run(consumer);
        boolean paused = adjustPauses(draining);
        ConsumerRecords<String, byte[]> records = poll(paused);
        for (TopicPartition partition : records.partitions()) {
            hand(partition, records.records(partition));
        }
        if (paused && records.isEmpty()) {
            LockSupport.parkNanos(BUSY_PAUSE.toNanos());
        }
    }

    /**
     * A group gives the partitions of a member that it does not hear of to others, and cannot tell it. So a member that hears nothing
     * of its group stops answering for what it has, while the group still waits for it; if it is heard of in time, it begins anew from
     * what it has committed.
     */
    private void stayInTouch() {
        boolean kept = contact.kept(System.nanoTime());
        if (kept != inTouch) {
            log.atWarn()
                    .addKeyValue("topic", settings.topic())
                    .log(kept ? "The consumer group answers again; jobs are taken anew" : SILENT);
        }
        inTouch = kept;
        if (inTouch) {
            assignment.dropDoubted().forEach(this::seek);
        } else {
            assignment.doubt();
        }
    }

    private ConsumerRecords<String, byte[]> poll(boolean paused) {
        try {
            around.look(consumer, System.nanoTime());
            ConsumerRecords<String, byte[]> records =
                    consumer.poll(paused ? Duration.ZERO : SourceSettings.LONGEST_POLL);
            group = consumer.groupMetadata();
            health = inTouch ? around.check() : new Health.Degraded(SILENT);
            return records;
        } catch (RetriableException | UnknownMemberIdException | StaleMemberEpochException passing) {
            health = new Health.Degraded("no jobs are taken at the moment: " + passing.getMessage());
            log.atWarn().setCause(passing).log("Poll failed; trying again");
            return ConsumerRecords.empty();
        }
    }

    private void hand(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        Holding holding;
        try {
            holding = holding(partition);
        } catch (RetriableException | UnknownMemberIdException | StaleMemberEpochException passing) {
            log.atWarn().addKeyValue("partition", partition).setCause(passing).log("Progress cannot be read; again");
            seek(partition, records.getFirst().offset());
            return;
        }
        for (ConsumerRecord<String, byte[]> record : records) {
            if (holding.owned() && holding.overwritten(record)) {
                log.atError()
                        .addKeyValue("partition", partition)
                        .addKeyValue("offset", record.offset())
                        .log("Kafka lost the end of this partition, and jobs with it; what came since is taken");
                seek(partition, assignment.cut(holding, record.offset()));
                return;
            }
            if (holding.owned() && holding.take(record)) {
                sink.accept(new Delivery(holding, record));
            }
        }
    }

    private Holding holding(TopicPartition partition) {
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

    private void seek(TopicPartition partition, long offset) {
        try {
            consumer.seek(partition, offset);
        } catch (IllegalStateException taken) {
            log.atDebug().addKeyValue("partition", partition).log("It was taken away a moment ago");
        }
    }

    /** Whether anything is paused, or waits for this thread. */
    private boolean adjustPauses(boolean draining) {
        List<TopicPartition> pausing = new ArrayList<>();
        Set<TopicPartition> full =
                consumer.assignment().stream().filter(this::full).collect(Collectors.toSet());
        around.full(full, System.nanoTime());
        for (TopicPartition partition : consumer.assignment()) {
            if (draining || !inTouch || full.contains(partition)) {
                pausing.add(partition);
            }
        }
        Set<TopicPartition> paused = consumer.paused();
        try {
            if (!paused.isEmpty()) {
                consumer.resume(paused.stream()
                        .filter(partition -> !pausing.contains(partition))
                        .toList());
            }
            consumer.pause(pausing);
        } catch (IllegalStateException taken) {
            // The client's own thread changes the assignment between our look at it and this: the next turn sees it.
            return true;
        }
        return !pausing.isEmpty() || !errands.none();
    }

    private boolean full(TopicPartition partition) {
        Holding holding = assignment.holding(partition);
        return holding != null && !holding.hasRoom(settings.maxOpen());
    }
}
