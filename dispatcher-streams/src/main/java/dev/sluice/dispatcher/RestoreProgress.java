package dev.sluice.dispatcher;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the restoring of state has come: a start that restores much takes long, and is late only if nothing moves. Says so every ten
 * seconds. Thread-safe.
 */
final class RestoreProgress implements StateRestoreListener {
    private static final Logger log = LoggerFactory.getLogger(RestoreProgress.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Map<TopicPartition, Long> left = new ConcurrentHashMap<>();
    private volatile Instant lastMove;
    private volatile Instant lastTold;

    RestoreProgress(InstantSource clock) {
        this.clock = clock;
        this.lastMove = clock.instant();
        this.lastTold = lastMove;
    }

    /** How long nothing has been restored. */
    Duration still() {
        return Duration.between(lastMove, clock.instant());
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        left.put(partition, to - from);
        moved();
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long offset, long records) {
        left.computeIfPresent(partition, (same, before) -> Math.max(0, before - records));
        moved();
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long restored) {
        left.remove(partition);
        moved();
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long restored) {
        left.remove(partition);
    }

    private void moved() {
        Instant now = clock.instant();
        lastMove = now;
        if (Duration.between(lastTold, now).compareTo(TELL_EVERY) >= 0) {
            lastTold = now;
            log.atInfo()
                    .addKeyValue("partitions", left.size())
                    .addKeyValue(
                            "recordsLeft",
                            left.values().stream().mapToLong(records -> records).sum())
                    .log("restoring state from its changelog");
        }
    }
}
