package dev.sluice.executor;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.sluice.executor.breaker.Breaker;
import dev.sluice.executor.claim.Ledger;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.execute.Target;
import dev.sluice.executor.slot.Slots;
import dev.sluice.message.Lane;
import dev.sluice.runtime.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One configured database with its pools: one for each lane, and one for the writer where its engine takes one at a time. */
final class OpenDatabase {
    private static final Logger log = LoggerFactory.getLogger(OpenDatabase.class);
    /** Where a job asks for nothing; each job sets its own on top. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration MAX_LIFETIME = Duration.ofMinutes(30);
    private static final int MOST_SLOTS = 1_000;
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);
    /** A pool that cannot connect yet is no reason not to start: jobs are released until it can. */
    private static final long START_WITHOUT_DATABASE = -1;

    private final DatabaseSettings settings;
    private final Target target;
    private final MeterRegistry meters;
    private final Map<Lane, Slots> readers = new EnumMap<>(Lane.class);
    private final Map<Lane, Slots> writers = new EnumMap<>(Lane.class);
    private final ServerView view;

    OpenDatabase(
            DatabaseSettings settings,
            Engine engine,
            Ledger ledger,
            Breaker breaker,
            Duration acquireTimeout,
            MeterRegistry meters) {
        this.meters = meters;
        this.settings = settings;
        this.view = ServerView.to(settings, engine);
        this.target = new Target(settings.name(), engine, ledger, breaker, view.connections());
        settings.slots().forEach((lane, size) -> {
            String name = lane.name().toLowerCase(Locale.ROOT);
            readers.put(lane, slots(name, size, !engine.singleWriter(), acquireTimeout));
        });
        if (engine.singleWriter()) {
            Slots one = slots("writer", 1, true, acquireTimeout);
            settings.slots().keySet().forEach(lane -> writers.put(lane, one));
        } else {
            writers.putAll(readers);
        }
    }

    DatabaseSettings settings() {
        return settings;
    }

    Target target() {
        return target;
    }

    Slots readers(Lane lane) {
        return of(readers, lane);
    }

    Slots writers(Lane lane) {
        return of(writers, lane);
    }

    /** Where its server shows how far statements are, if it does. */
    Optional<ServerView> view() {
        return target.engine().keeps(Guarantee.PROGRESS) ? Optional.of(view) : Optional.empty();
    }

    /** Creates the ledger in the background. If that fails, the first write tries again and says why. */
    void prepareLedger() {
        writers.values().stream()
                .findFirst()
                .ifPresent(slots -> slots.submit(() -> {
                    try (Connection connection = slots.pool().getConnection()) {
                        ensureLedger(connection, slots);
                    } catch (SQLException failure) {
                        log.atWarn()
                                .addKeyValue("database", settings.name())
                                .setCause(failure)
                                .log("The ledger is not there yet; writes are refused until it can be created");
                    }
                }));
    }

    private void ensureLedger(Connection connection, Slots slots) throws SQLException {
        try {
            target.ledger().ensure(connection);
        } catch (SQLException failure) {
            slots.pool().evictConnection(connection);
            throw failure;
        }
    }

    /** What deletes old rows of the ledger, in the slots of the slowest lane. */
    Optional<LedgerChore> ledgerChore(InstantSource clock) {
        return writers.values().stream()
                .reduce((faster, slower) -> slower)
                .map(slots -> new LedgerChore(target, slots, clock));
    }

    Health check() {
        if (target.breaker().open()) {
            return new Health.Degraded("database " + settings.name() + " does not answer; its jobs wait");
        }
        return readers.values().stream()
                .map(Slots::check)
                .filter(health -> !(health instanceof Health.Up))
                .findFirst()
                .orElse(Health.up());
    }

    void close() {
        readers.values().forEach(slots -> slots.close(CLOSE_GRACE));
        writers.values().forEach(slots -> slots.close(CLOSE_GRACE));
        view.close();
    }

    private Slots slots(String name, int size, boolean writes, Duration acquireTimeout) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("sluice-" + settings.name() + "-" + name);
        pool.setMinimumIdle(size);
        pool.setConnectionTimeout(acquireTimeout.toMillis());
        pool.setMaxLifetime(MAX_LIFETIME.toMillis());
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        pool.setInitializationFailTimeout(START_WITHOUT_DATABASE);
        target.engine().configure(pool, settings, STATEMENT_TIMEOUT, writes);
        // What the pool queues of connections to open is bounded by its first size, so that it begins with the largest.
        pool.setMaximumPoolSize(MOST_SLOTS);
        HikariDataSource open = new HikariDataSource(pool);
        open.setMaximumPoolSize(size);
        return new Slots(open);
    }

    private static Slots of(Map<Lane, Slots> slots, Lane lane) {
        Slots found = slots.get(lane);
        if (found == null) {
            throw new IllegalArgumentException("no slots in lane " + lane);
        }
        return found;
    }
}
