package dev.sluice.dispatcher.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: a new one takes over from the last commit, a few times; if that does not help the whole
 * client stops in order, and the reason stays for health checks. Thread-safe.
 */
public final class ReplaceThread implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ReplaceThread.class);
    private static final int MOST = 3;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Deque<Instant> deaths = new ArrayDeque<>();
    private final AtomicReference<@Nullable String> lastReason = new AtomicReference<>();

    public ReplaceThread(InstantSource clock) {
        this.clock = clock;
    }

    /** Why the last thread died, or null if none did. */
    public @Nullable String lastReason() {
        return lastReason.get();
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        lastReason.set(root.getClass().getSimpleName() + ": " + root.getMessage());
        boolean again = mayReplace(clock.instant());
        log.atError()
                .setCause(cause)
                .addKeyValue("replaced", again)
                .log(
                        "a stream thread died; a new one starts from the last commit, or the dispatcher stops if too many died");
        return again ? StreamThreadExceptionResponse.REPLACE_THREAD : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private synchronized boolean mayReplace(Instant now) {
        deaths.removeIf(death -> death.isBefore(now.minus(WITHIN)));
        deaths.add(now);
        return deaths.size() <= MOST;
    }
}
