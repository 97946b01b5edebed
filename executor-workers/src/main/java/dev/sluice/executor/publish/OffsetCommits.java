package dev.sluice.executor.publish;

import dev.sluice.executor.take.JobSource;
import dev.sluice.executor.take.Settlement.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Commits offsets after what was sent, where no transaction does both: at once if somebody waits for it, and otherwise every now and then.
 * A start counts only once Kafka has it, and what is done should not come again, so a commit that failed is repeated. Used by the
 * publisher's thread.
 */
final class OffsetCommits {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(250);

    private final JobSource source;
    /** Settled, but the commit of their offsets failed. */
    private final BlockingQueue<Publication> uncommitted = new LinkedBlockingQueue<>();

    private long last = System.nanoTime();

    OffsetCommits(JobSource source) {
        this.source = source;
    }

    /** What was settled a moment ago. Idle if nothing follows that would take its offsets along. */
    void after(List<Publication> group, boolean idle) {
        boolean starts = group.stream().anyMatch(publication -> publication.settled() != Settled.DONE);
        if (starts || idle || since(EVERY)) {
            commit(group);
        }
    }

    /** Repeats what failed, if that is some time ago and nothing came since. */
    void again() {
        if (!uncommitted.isEmpty() && since(AGAIN_AFTER)) {
            commit(List.of());
        }
    }

    private void commit(List<Publication> group) {
        last = System.nanoTime();
        List<Publication> all = new ArrayList<>(group);
        uncommitted.drainTo(all);
        CompletableFuture<Void> unused = source.commit().whenComplete((nothing, failed) -> {
            if (failed == null) {
                all.forEach(Publication::goOn);
            } else {
                uncommitted.addAll(all);
            }
        });
    }

    private boolean since(Duration pause) {
        return System.nanoTime() - last > pause.toNanos();
    }
}
