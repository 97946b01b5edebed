package dev.sluice.api.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** How far the reader has come, and what waits for it to pass where. For the reading thread. */
final class TailPosition {
    private record Mark(Map<TopicPartition, Long> ends, Runnable then) {}

    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final List<Mark> marks = new ArrayList<>();

    /** Runs something once everything before these offsets has been read. */
    void whenPassed(Map<TopicPartition, Long> ends, Runnable then) {
        marks.add(new Mark(ends, then));
        settle();
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

    /** Runs what has been waited for. For the reading thread alone, as {@link #whenPassed} is. */
    void settle() {
        marks.removeIf(mark -> {
            boolean passed = mark.ends().entrySet().stream()
                    .allMatch(end -> positions.getOrDefault(end.getKey(), -1L) >= end.getValue());
            if (passed) {
                mark.then().run();
            }
            return passed;
        });
    }
}
