package dev.sluice.executor.execute;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** How many rows a try has read, and which number was told last. Counted by the thread that runs it, asked for by others under a lock of theirs. */
final class RowsRead {
    private final AtomicLong count = new AtomicLong();
    private long told;
    private long toldAt;

    void begin(long now) {
        toldAt = now;
        told = 0;
        count.set(0);
    }

    AtomicLong count() {
        return count;
    }

    /** The rows read so far, if there are more than were told before, and that is so long ago. */
    OptionalLong news(long now, Duration pause) {
        long read = count.get();
        if (read <= told || now - toldAt < pause.toNanos()) {
            return OptionalLong.empty();
        }
        told = read;
        toldAt = now;
        return OptionalLong.of(read);
    }
}
