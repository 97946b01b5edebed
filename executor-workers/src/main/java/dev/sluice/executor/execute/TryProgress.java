package dev.sluice.executor.execute;

import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.message.ErrorCode;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far the running try of a job is: the rows it has read, and what the server said last of its statement. Thread-safe. */
public final class TryProgress {
    /** Counted by the thread that runs it for each row. */
    private final AtomicLong rows = new AtomicLong();

    private long told;
    private long toldAt;
    private boolean running;
    private @Nullable String phase;

    /** The rows read so far, if there are more than were told before, and that is so long ago. */
    public synchronized OptionalLong newRows(Duration pause) {
        long now = System.nanoTime();
        long read = rows.get();
        if (!running || read <= told || now - toldAt < pause.toNanos()) {
            return OptionalLong.empty();
        }
        told = read;
        toldAt = now;
        return OptionalLong.of(read);
    }

    /** What its statement does, in the server's words; null if the server has none. False if it does nothing any more. */
    public synchronized boolean sees(@Nullable String now) {
        phase = now;
        return running;
    }

    AtomicLong rows() {
        return rows;
    }

    synchronized void begin() {
        told = 0;
        toldAt = System.nanoTime();
        rows.set(0);
        phase = null;
        running = true;
    }

    synchronized void end() {
        running = false;
    }

    /** With the name of whoever had the lock that was waited for, if the server told. */
    synchronized EngineFailure explained(EngineFailure failure) {
        return phase == null || failure.code() != ErrorCode.LOCK_TIMEOUT
                ? failure
                : failure.because("seen before: " + phase);
    }
}
