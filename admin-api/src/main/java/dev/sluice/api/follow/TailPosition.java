package dev.sluice.api.follow;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.TopicPartition;

/** How far the reader has come, and who waits for it to pass where. Thread-safe. */
final class TailPosition {
    private record Mark(Map<TopicPartition, Long> ends, CompletableFuture<Void> passed) {}

    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Queue<Mark> marks = new ConcurrentLinkedQueue<>();

    /** Completes once everything before these offsets has been read; whoever gives up completes it himself. */
    CompletableFuture<Void> passes(Map<TopicPartition, Long> ends) {
        Mark mark = new Mark(ends, new CompletableFuture<>());
        // Queued before it is looked at, so that no advance in between is missed.
        marks.add(mark);
        settle();
        return mark.passed();
    }

    /** Everything before this offset has been read. */
    void advance(TopicPartition partition, long offset) {
        positions.put(partition, offset);
    }

    /** The next offset to read, if any was read. */
    OptionalLong of(TopicPartition partition) {
        Long next = positions.get(partition);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** The partitions that are read. */
    Set<TopicPartition> partitions() {
        return Set.copyOf(positions.keySet());
    }

    /** Completes what has been passed, off this thread, and drops what nobody waits for any more. */
    void settle() {
        marks.removeIf(mark -> {
            boolean passed = mark.ends().entrySet().stream()
                    .allMatch(end -> positions.getOrDefault(end.getKey(), -1L) >= end.getValue());
            if (passed) {
                mark.passed().completeAsync(() -> null);
            }
            return passed || mark.passed().isDone();
        });
    }
}
