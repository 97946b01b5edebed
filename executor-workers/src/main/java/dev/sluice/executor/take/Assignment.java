package dev.sluice.executor.take;

import dev.sluice.executor.take.Settlement.Settled;
import dev.sluice.executor.take.progress.ProgressCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions we own. Thread-safe.
 *
 * <p>INVARIANT: a partition is given up only while no settlement is under way. The group's epochs alone do not stop a live
 * member that lost one partition of several from committing for it, so the rebalance callback waits for the lock here.
 */
final class Assignment {
    private final ReentrantLock ownership = new ReentrantLock(true);
    private final Map<TopicPartition, Holding> holdings = new ConcurrentHashMap<>();

    /**
     * These go to others.
     *
     * @param commit told where they stand at that moment, for a source whose settlements commit no offsets
     */
    void giveUp(Collection<TopicPartition> partitions, Consumer<Map<TopicPartition, OffsetAndMetadata>> commit) {
        ownership.lock();
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = offsets();
            offsets.keySet().retainAll(partitions);
            if (!offsets.isEmpty()) {
                commit.accept(offsets);
            }
            partitions.forEach(partition -> {
                Holding lost = holdings.remove(partition);
                if (lost != null) {
                    lost.lose();
                }
            });
        } finally {
            ownership.unlock();
        }
    }

    /** Goes on with what is left of a partition whose log has lost its end from this offset on. Where it is to be taken anew from. */
    long cut(Holding holding, long offset) {
        ownership.lock();
        try {
            Holding left = holding.cut(offset);
            holdings.put(left.partition(), left);
            return left.settledBelow();
        } finally {
            ownership.unlock();
        }
    }

    /** Nobody says that these are ours: nothing is answered for them any more. Waits for no settlement. */
    void doubt() {
        holdings.values().forEach(Holding::lose);
    }

    /**
     * Forgets what was doubted and is still assigned to us; each of these partitions and the offset from which it is to be taken anew.
     * Nothing while a settlement is under way: it may settle a delivery that would else be taken a second time.
     */
    Map<TopicPartition, Long> dropDoubted() {
        Map<TopicPartition, Long> dropped = new HashMap<>();
        if (holdings.values().stream().anyMatch(holding -> !holding.owned()) && ownership.tryLock()) {
            try {
                holdings.values().stream()
                        .filter(holding -> !holding.owned())
                        .forEach(holding -> dropped.put(holding.partition(), holding.settledBelow()));
                holdings.keySet().removeAll(dropped.keySet());
            } finally {
                ownership.unlock();
            }
        }
        return dropped;
    }

    @Nullable
    Holding holding(TopicPartition partition) {
        return holdings.get(partition);
    }

    void hold(Holding holding) {
        holdings.put(holding.partition(), holding);
    }

    Collection<Holding> held() {
        return holdings.values();
    }

    void settle(Map<Delivery, Settled> batch, Settlement settlement, ConsumerGroupMetadata group) {
        ownership.lock();
        try {
            Set<Delivery> owned = new LinkedHashSet<>(batch.keySet());
            owned.removeIf(delivery -> !delivery.owned());
            if (owned.isEmpty()) {
                return;
            }
            settlement.publish(owned, offsets(owned, batch), group);
            for (Delivery delivery : owned) {
                switch (batch.get(delivery)) {
                    case DONE -> delivery.holding().done(delivery.record().offset());
                    case STARTING -> delivery.started();
                    case GIVEN_BACK -> {}
                    case null -> throw new IllegalStateException("not of this batch");
                }
            }
        } finally {
            ownership.unlock();
        }
    }

    /** Settles and names those of the deliveries that these commits call done. */
    Set<Delivery> recheck(Set<Delivery> deliveries, Map<TopicPartition, OffsetAndMetadata> committed) {
        Set<Delivery> done = new LinkedHashSet<>();
        for (Delivery delivery : deliveries) {
            OffsetAndMetadata commit = committed.get(delivery.holding().partition());
            long offset = delivery.record().offset();
            if (commit != null
                    && ProgressCodec.decode(commit.offset(), commit.metadata())
                            .map(progress -> progress.done(offset))
                            .orElse(offset < commit.offset())) {
                delivery.holding().done(offset);
                done.add(delivery);
            }
        }
        return done;
    }

    /** The low-water mark of each partition as it stood at its last settlement. */
    Map<TopicPartition, Long> spent() {
        Map<TopicPartition, Long> spent = new HashMap<>();
        holdings.forEach((partition, holding) -> spent.put(partition, holding.settledBelow()));
        return spent;
    }

    /** Everything that is ours as it stands, for a commit outside transactions. */
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        holdings.values().stream()
                .filter(Holding::owned)
                .forEach(holding -> offsets.put(holding.partition(), holding.after(Set.of(), Set.of())));
        return offsets;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Set<Delivery> owned, Map<Delivery, Settled> batch) {
        Map<Holding, Set<Long>> done = new HashMap<>();
        Map<Holding, Set<Long>> starting = new HashMap<>();
        Set<Holding> touched = new HashSet<>();
        for (Delivery delivery : owned) {
            touched.add(delivery.holding());
            Settled settled = batch.get(delivery);
            if (settled != Settled.GIVEN_BACK) {
                Map<Holding, Set<Long>> side = settled == Settled.DONE ? done : starting;
                side.computeIfAbsent(delivery.holding(), key -> new HashSet<>())
                        .add(delivery.record().offset());
            }
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (Holding holding : touched) {
            offsets.put(
                    holding.partition(),
                    holding.after(done.getOrDefault(holding, Set.of()), starting.getOrDefault(holding, Set.of())));
        }
        return offsets;
    }
}
