package dev.sluice.sink.retain;

import dev.sluice.sink.keep.HistoryDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Purges now and then, in a thread of its own. A purge that fails is tried again the next time. */
public final class Purge implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    private final HistoryDatabase history;
    private final RetentionSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;

    private Purge(HistoryDatabase history, RetentionSettings settings, MeterRegistry meters, InstantSource clock) {
        this.history = history;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("sluice-sink-purge").unstarted(task));
    }

    /** Starts to purge, first after one interval. */
    public static Purge start(
            HistoryDatabase history, RetentionSettings settings, MeterRegistry meters, InstantSource clock) {
        Purge purge = new Purge(history, settings, meters, clock);
        long interval = settings.interval().toMillis();
        // It never fails: runSafely is this thread's catch-all.
        ScheduledFuture<?> unused =
                purge.thread.scheduleWithFixedDelay(purge::runSafely, interval, interval, TimeUnit.MILLISECONDS);
        return purge;
    }

    private void runSafely() {
        try {
            for (PurgeStatement statement : PurgeStatement.values()) {
                purge(statement);
            }
        } catch (SQLException | RuntimeException | Error failed) {
            log.atWarn().addKeyValue("reason", failed.toString()).log("purging failed; it is tried again later");
        }
    }

    private void purge(PurgeStatement statement) throws SQLException {
        Instant byAge = clock.instant().minus(settings.age());
        try (Connection connection = history.connect()) {
            Instant cutoff = statement.cutoff(connection, byAge, settings.jobs());
            int deleted;
            do {
                deleted = statement.deleteOlder(connection, cutoff, settings.batch());
                connection.commit();
                meters.counter("sluice.sink.purged", "what", statement.name()).increment(deleted);
            } while (deleted == settings.batch() && !thread.isShutdown());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
