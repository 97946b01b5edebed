package dev.sluice.sink.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells a last stable offset that stands still from one that merely lies behind the end, as it does all the time where transactions are
 * written. Not thread-safe.
 */
final class StableOffsets {
    private final Duration patience;
    private Map<TopicPartition, Standing> standing = Map.of();

    StableOffsets(Duration patience) {
        this.patience = patience;
    }

    /** Where a partition can be read to by readers of committed records, and where it ends. */
    record Offsets(long stable, long end) {}

    private record Standing(long stable, Instant since) {}

    /** What has stood still for too long, in a fixed order, after one more look at all partitions. */
    List<StuckPartition> look(Map<TopicPartition, Offsets> seen, Instant now) {
        Map<TopicPartition, Standing> still = new HashMap<>();
        List<StuckPartition> stuck = new ArrayList<>();
        seen.forEach((partition, offsets) -> {
            if (offsets.stable() < offsets.end()) {
                Standing before = standing.get(partition);
                Standing here = before != null && before.stable() == offsets.stable()
                        ? before
                        : new Standing(offsets.stable(), now);
                still.put(partition, here);
                Duration stood = Duration.between(here.since(), now);
                if (stood.compareTo(patience) >= 0) {
                    stuck.add(new StuckPartition(partition, offsets.stable(), offsets.end() - offsets.stable(), stood));
                }
            }
        });
        standing = still;
        stuck.sort(Comparator.comparing(each -> each.partition().toString()));
        return stuck;
    }
}
