package dev.sluice.dispatcher.stream;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * When a task asks for a commit before its thread commits anyway: soon after each record while little comes, so that nobody waits; some
 * time later while there is more to do; never under load, where whatever comes has to wait its turn, and where a commit for each few
 * records would cost more than the records, here, at the broker and at everybody who reads what they say.
 *
 * <p>The load is an average of records a millisecond over the last {@value #MEMORY_MILLIS} ms or so, the older the less. Pure, not
 * thread-safe: one for a task. Times are those of {@link System#nanoTime}.
 */
public final class CommitPace {
    /** Records in a millisecond that still are little: some four hundred jobs a second. */
    private static final double FEW = 2;
    /** More than these are a load: some twelve hundred jobs a second. */
    private static final double MANY = 6;
    /** How much later commits are between the two. */
    private static final long LATER = Duration.ofMillis(15).toNanos();

    private static final double MEMORY_MILLIS = 100;
    private static final double NANOS_A_MILLI = Duration.ofMillis(1).toNanos();

    private final LongSupplier soonest;
    private double perMilli;
    private long lastRead;

    /** {@code soonest} tells when this thread should commit again at the soonest. */
    public CommitPace(LongSupplier soonest) {
        this.soonest = soonest;
    }

    /** A record was read: in how many nanoseconds to ask for its commit, zero for at once; empty if it is left to the thread. */
    OptionalLong read(long now) {
        // Before the first record the last one is at zero, which may lie ahead of this clock.
        double passed = Math.max(0, now - lastRead) / NANOS_A_MILLI;
        perMilli = perMilli * Math.exp(-passed / MEMORY_MILLIS) + 1 / MEMORY_MILLIS;
        lastRead = now;
        return due(now);
    }

    /** The same for what was read before. */
    OptionalLong due(long now) {
        if (perMilli > MANY) {
            return OptionalLong.empty();
        }
        long due = perMilli > FEW ? soonest.getAsLong() + LATER : soonest.getAsLong();
        return OptionalLong.of(Math.max(0, due - now));
    }
}
