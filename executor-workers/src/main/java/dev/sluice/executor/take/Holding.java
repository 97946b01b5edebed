package dev.sluice.executor.take;

import dev.sluice.executor.take.progress.CommittedProgress;
import dev.sluice.executor.take.progress.PartitionProgress;
import dev.sluice.executor.take.progress.ProgressCodec;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One partition while it is ours: its progress, and whether it still is. A partition that comes back gets a new holding. Thread-safe. */
final class Holding {
    private static final Logger log = LoggerFactory.getLogger(Holding.class);

    private final TopicPartition partition;
    private final long logEnd;
    private final PartitionProgress progress;

    private volatile boolean owned = true;
    private volatile long settledBelow;

    /** The log end is that at assignment: a record below it may have been started by a predecessor. */
    Holding(TopicPartition partition, long logEnd, CommittedProgress begin, Optional<Integer> epoch) {
        this.partition = partition;
        this.logEnd = logEnd;
        this.progress = new PartitionProgress(begin, epoch);
        this.settledBelow = begin.lowWater();
    }

    /** As it was left; from its beginning if nothing was ever committed for it. */
    static Holding from(TopicPartition partition, long logEnd, @Nullable OffsetAndMetadata committed) {
        if (committed == null) {
            return new Holding(partition, logEnd, CommittedProgress.at(0), Optional.empty());
        }
        CommittedProgress begin = ProgressCodec.decode(committed.offset(), committed.metadata())
                .orElseGet(() -> {
                    log.atWarn()
                            .addKeyValue("partition", partition)
                            .log("Commit metadata is not ours: reads beyond the offset may run a second time");
                    return CommittedProgress.at(committed.offset());
                });
        return new Holding(partition, logEnd, begin, committed.leaderEpoch());
    }

    /**
     * Gives this one up for another that goes on where the log has lost its end, at this offset. Whatever is left may have been started, and so
     * may what came since, if others had the partition.
     */
    synchronized Holding cut(long offset) {
        owned = false;
        return new Holding(partition, Math.max(logEnd, offset), progress.before(offset), progress.epoch());
    }

    TopicPartition partition() {
        return partition;
    }

    boolean owned() {
        return owned;
    }

    void lose() {
        owned = false;
    }

    boolean mayHaveRunBefore(long offset) {
        return offset < logEnd;
    }

    synchronized boolean overwritten(ConsumerRecord<?, ?> record) {
        return progress.overwritten(record.offset(), record.leaderEpoch());
    }

    synchronized boolean take(ConsumerRecord<?, ?> record) {
        return progress.take(record.offset(), record.leaderEpoch());
    }

    synchronized int starts(long offset) {
        return progress.starts(offset);
    }

    synchronized void started(long offset) {
        progress.started(offset);
    }

    synchronized void forgive(long offset) {
        progress.forgive(offset);
    }

    /** Published: this is what may be forgotten on disk, while {@link #after} only says what would be. */
    synchronized void done(long offset) {
        progress.done(offset);
        settledBelow = progress.lowWater();
    }

    long settledBelow() {
        return settledBelow;
    }

    synchronized int openCount() {
        return progress.openCount();
    }

    synchronized boolean hasRoom(int maxOpen) {
        return progress.hasRoom(maxOpen);
    }

    /** The commit that says these jobs are done and these are about to start. */
    synchronized OffsetAndMetadata after(Set<Long> done, Set<Long> starting) {
        CommittedProgress progressAfter = progress.after(done, starting);
        // With the epoch, a consumer that begins here finds out if the log has lost its end before this; what was lost
        // later, the holding finds.
        return new OffsetAndMetadata(progressAfter.lowWater(), progress.epoch(), ProgressCodec.encode(progressAfter));
    }
}
