package dev.sluice.executor;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of an executor that wait for the clock, apart by what else they may wait for.
 *
 * @param jobs retries and the watch over running jobs; nothing here may wait for anybody
 * @param chores what may wait for a broker, the registry or a store
 * @param views what may wait for a database
 * @param heartbeats the dispatcher takes an executor that is silent for long for dead, so nothing may delay one
 */
record Timers(
        ScheduledExecutorService jobs,
        ScheduledExecutorService chores,
        ScheduledExecutorService views,
        ScheduledExecutorService heartbeats) {
    private static final Logger log = LoggerFactory.getLogger(Timers.class);
    /** So that jobs whose schema is not known wait for the registry alone. */
    private static final int CHORES_AT_A_TIME = 3;

    private static final Duration LAST_HEARTBEAT = Duration.ofSeconds(5);

    static Timers named(UnaryOperator<String> names) {
        return new Timers(
                timer(names.apply("timer"), 1),
                timer(names.apply("chores"), CHORES_AT_A_TIME),
                timer(names.apply("views"), 1),
                timer(names.apply("heartbeats"), 1));
    }

    private static ScheduledExecutorService timer(String name, int threads) {
        return Executors.newScheduledThreadPool(
                threads, Thread.ofPlatform().name(name).factory());
    }

    static void every(ScheduledExecutorService timer, Duration period, Runnable task) {
        every(timer, Duration.ZERO, period, task);
    }

    static void every(ScheduledExecutorService timer, Duration first, Duration period, Runnable task) {
        ScheduledFuture<?> unused =
                timer.scheduleAtFixedRate(guarded(task), first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Who throws once would never be called again. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error broken) {
                log.atError().setCause(broken).log("Something that is done again and again failed; it is tried again");
            }
        };
    }

    /** Runs the last one behind any that is under way, so that no older word follows it. */
    void endHeartbeats(Runnable last) {
        heartbeats.execute(guarded(last));
        heartbeats.shutdown();
        try {
            if (!heartbeats.awaitTermination(LAST_HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                heartbeats.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            heartbeats.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** But for heartbeats, which end before. */
    void shutdownNow() {
        jobs.shutdownNow();
        chores.shutdownNow();
        views.shutdownNow();
    }
}
