package dev.sluice.executor;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.StatementProgress;
import dev.sluice.executor.engine.Tag;
import dev.sluice.message.QueryJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some more connections to a database, open only while somebody looks at what runs there, or stops it. Thread-safe. */
final class ServerView implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerView.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 4;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Engine engine;
    private final HikariDataSource pool;

    private ServerView(Engine engine, HikariDataSource pool) {
        this.engine = engine;
        this.pool = pool;
    }

    /** Connects when it is asked for the first time. */
    static ServerView to(DatabaseSettings database, Engine engine) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("sluice-" + database.name() + "-view");
        pool.setMaximumPoolSize(MOST);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setInitializationFailTimeout(-1);
        engine.configure(pool, database, PATIENCE, false);
        return new ServerView(engine, new HikariDataSource(pool));
    }

    HikariDataSource connections() {
        return pool;
    }

    /** How far the statement of this job is; empty if the server cannot tell or be asked. */
    Optional<StatementProgress> of(QueryJob job) {
        try (Connection connection = pool.getConnection()) {
            return engine.progress(connection, Tag.of(job));
        } catch (SQLException unasked) {
            log.atDebug()
                    .addKeyValue("jobId", job.getJobId())
                    .setCause(unasked)
                    .log("The server could not be asked how far a statement is");
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
