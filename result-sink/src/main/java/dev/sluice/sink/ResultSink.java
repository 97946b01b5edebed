package dev.sluice.sink;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.sink.keep.HistoryDatabase;
import dev.sluice.sink.keep.Keeper;
import dev.sluice.sink.read.SinkReader;
import dev.sluice.sink.retain.Purge;
import dev.sluice.sink.understand.RecordReading;
import dev.sluice.sink.watch.TransactionWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps history, results and dead letters in PostgreSQL, each exactly once. Thread-safe.
 *
 * <p>Starts without its database, and goes on when that is back: what happened meanwhile waits in Kafka, and {@link #check()}
 * says that the history is delayed.
 */
public final class ResultSink implements Service {
    private static final Logger log = LoggerFactory.getLogger(ResultSink.class);

    private final ResultSinkSettings settings;
    private final SchemaRegistry registry;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private volatile @Nullable HistoryDatabase history;
    private volatile @Nullable SinkReader reader;
    private volatile @Nullable Purge purge;
    private volatile @Nullable TransactionWatch watch;

    public ResultSink(ResultSinkSettings settings, SchemaRegistry registry, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.registry = registry;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public synchronized void start() {
        HistoryDatabase opened = new HistoryDatabase(settings.history());
        history = opened;
        migrateIfReachable(opened);
        RecordReading reading = new RecordReading(new Messages(registry), settings.topics());
        Keeper keeper = new Keeper(opened, clock, meters);
        reader = SinkReader.start(settings.kafka(), settings.reading(), reading, keeper, meters, clock);
        purge = Purge.start(opened, settings.retention(), meters, clock);
        watch = TransactionWatch.start(settings.kafka(), settings.topics(), settings.watch(), meters, clock);
    }

    /** The tables are there once this returns, unless the database is away; then the reader makes them when it is back. */
    private static void migrateIfReachable(HistoryDatabase history) {
        try {
            history.migrate();
        } catch (SQLException away) {
            log.atWarn()
                    .addKeyValue("reason", away.getMessage())
                    .log("the history database is not ready; the sink starts without it and tries again");
        }
    }

    @Override
    public synchronized void stop() {
        TransactionWatch watching = watch;
        if (watching != null) {
            watching.close();
            watch = null;
        }
        Purge purging = purge;
        if (purging != null) {
            purging.close();
            purge = null;
        }
        SinkReader reading = reader;
        if (reading != null) {
            reading.close();
            reader = null;
        }
        HistoryDatabase opened = history;
        if (opened != null) {
            opened.close();
            history = null;
        }
    }

    @Override
    public Health check() {
        SinkReader reading = reader;
        return reading == null ? new Health.Down("not started") : reading.health();
    }
}
