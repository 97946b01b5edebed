package dev.sluice.api.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import dev.sluice.runtime.service.Health;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the history. Every answer comes as a future, which fails with HISTORY_UNAVAILABLE in bounded time. Thread-safe. */
public final class History {
    private static final Logger log = LoggerFactory.getLogger(History.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int WAITING_PER_CONNECTION = 50;

    private final HistorySettings settings;
    private final ThreadPoolExecutor threads;
    private volatile @Nullable HikariDataSource pool;
    private volatile Health health = Health.up();

    /** One question: it gets a connection and returns what it found. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    public History(HistorySettings settings) {
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        int connections = settings.connections();
        this.threads = new ThreadPoolExecutor(
                connections,
                connections,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(connections * WAITING_PER_CONNECTION),
                task -> new Thread(task, "api-history-" + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Opens the pool. Does not fail if the database is down: its questions do. */
    public void start() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("api-history");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password().reveal());
        config.setReadOnly(true);
        config.setMaximumPoolSize(settings.connections());
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        // Server-side first, socket last, so that the clearer of the two errors wins.
        config.addDataSourceProperty(
                "options", "-c statement_timeout=" + settings.timeout().toMillis());
        config.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT.toSeconds());
        config.addDataSourceProperty("socketTimeout", settings.timeout().toSeconds() + 2);
        config.addDataSourceProperty("ApplicationName", "sluice-admin-api");
        pool = new HikariDataSource(config);
    }

    public void stop() {
        threads.shutdownNow();
        HikariDataSource open = pool;
        if (open != null) {
            open.close();
        }
    }

    /** As the last question found it. */
    public Health check() {
        return health;
    }

    public CompletableFuture<Optional<JobView>> find(JobKey key) {
        return ask(connection -> FindJobs.named(connection, key));
    }

    /** The jobs with this id, of whichever tenant; two at most. */
    public CompletableFuture<List<JobView>> find(String jobId) {
        return ask(connection -> FindJobs.withId(connection, jobId));
    }

    CompletableFuture<List<JobView>> list(JobFilter filter) {
        return ask(connection -> SelectJobs.by(connection, filter));
    }

    CompletableFuture<List<DeadLetterSummary>> deadLetters(int limit, Optional<Cursor> after) {
        return ask(connection -> SelectDeadLetters.latest(connection, limit, after));
    }

    /** A page of rows, or nothing if not all rows of the result have been kept yet. */
    public CompletableFuture<Optional<RowPage>> rows(String resultId, RowRange range, long rowCount) {
        return ask(connection -> SelectRows.page(connection, resultId, range, rowCount));
    }

    private <T> CompletableFuture<T> ask(Question<T> question) {
        try {
            return CompletableFuture.supplyAsync(() -> answer(question), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(unavailable("too many questions are waiting for it"));
        }
    }

    private <T> T answer(Question<T> question) {
        HikariDataSource open = pool;
        if (open == null) {
            throw unavailable("it is not connected");
        }
        try (Connection connection = open.getConnection()) {
            T found = question.ask(connection);
            health = Health.up();
            return found;
        } catch (SQLException e) {
            if (health instanceof Health.Up) {
                log.atWarn()
                        .addKeyValue("errorCode", ErrorCode.HISTORY_UNAVAILABLE)
                        .addKeyValue("sqlState", e.getSQLState())
                        .setCause(e)
                        .log("The history does not answer; calls that need it get 503 until it does");
            }
            health = new Health.Degraded("the history does not answer (SQLSTATE " + e.getSQLState() + ")");
            throw unavailable("it does not answer");
        }
    }

    private static RuntimeException unavailable(String why) {
        return Problem.retryable(ErrorCode.HISTORY_UNAVAILABLE, "the history cannot be read now: " + why, RETRY_AFTER)
                .exception();
    }
}
