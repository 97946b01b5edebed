package dev.sluice.executor.engine.sqlite;

import com.zaxxer.hikari.HikariConfig;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.engine.LedgerSql;
import dev.sluice.executor.engine.Preface;
import dev.sluice.executor.engine.Promise;
import dev.sluice.executor.engine.Tag;
import dev.sluice.executor.rows.EncodedColumn;
import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.SessionOptions;
import dev.sluice.message.StatementKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SQLite through sqlite-jdbc. */
public final class SqliteEngine implements Engine {
    private static final LedgerSql LEDGER = new LedgerSql(
            """
            CREATE TABLE IF NOT EXISTS sluice_ledger (
              tenant TEXT NOT NULL, job_id TEXT NOT NULL, request_hash BLOB NOT NULL, attempt INTEGER NOT NULL,
              node TEXT NOT NULL, claimed_at INTEGER NOT NULL, state TEXT, outcome BLOB, ended_at INTEGER,
              PRIMARY KEY (tenant, job_id)) WITHOUT ROWID""",
            """
            INSERT OR IGNORE INTO sluice_ledger (tenant, job_id, request_hash, attempt, node, claimed_at)
            VALUES (?, ?, ?, ?, ?, ?)""",
            "SELECT request_hash, outcome FROM sluice_ledger WHERE tenant = ? AND job_id = ?",
            "UPDATE sluice_ledger SET state = ?, outcome = ?, ended_at = ? WHERE tenant = ? AND job_id = ?",
            "?");
    /** Part of the heap that one value of a read may take; reading it takes some three times as much. */
    private static final int HEAP_PART = 16;

    private static final long LEAST_VALUE = 4 << 20;
    private static final long MOST_VALUE = 1_000_000_000;

    /** These refuse transactions, or do nothing in one. */
    private static final Set<StatementKind> PLAIN = EnumSet.of(StatementKind.VACUUM, StatementKind.PRAGMA);

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public List<String> drivers() {
        return List.of("org.sqlite.JDBC");
    }

    @Override
    public Map<Guarantee, Promise> promises() {
        return SqlitePromises.ALL;
    }

    @Override
    public boolean singleWriter() {
        return true;
    }

    @Override
    public void configure(HikariConfig pool, DatabaseSettings database, Duration statementTimeout, boolean writer) {
        pool.setJdbcUrl(database.url());
        pool.setAutoCommit(
                true); // the driver would begin the next transaction as soon as one ends and keep the write lock
        pool.addDataSourceProperty("journal_mode", "WAL");
        pool.addDataSourceProperty("synchronous", "FULL");
        pool.addDataSourceProperty("busy_timeout", "5000");
        pool.addDataSourceProperty("foreign_keys", "true");
        if (writer) {
            pool.setConnectionInitSql(SqliteSession.CREATE_ZERO);
        } else {
            pool.setConnectionInitSql("PRAGMA query_only = 1");
            pool.addDataSourceProperty(
                    "limit_length",
                    Long.toString(longestValue(Runtime.getRuntime().maxMemory())));
        }
    }

    /** A value is handed over whole, so that one of a gigabyte, which is what SQLite lets through, would take the heap. */
    static long longestValue(long heap) {
        return Math.clamp(heap / HEAP_PART, LEAST_VALUE, MOST_VALUE);
    }

    @Override
    public LedgerSql ledger() {
        return LEDGER;
    }

    /** Several statements are one transaction or nothing: what refuses to be in one is then refused by SQLite. */
    @Override
    public boolean transactional(List<JobStatement> statements) {
        return statements.size() > 1 || statements.stream().noneMatch(SqliteEngine::refusesTransactions);
    }

    private static boolean refusesTransactions(JobStatement statement) {
        String start = statement.getSql().stripLeading();
        return PLAIN.contains(statement.getKind())
                || start.regionMatches(true, 0, "ATTACH", 0, 6)
                || start.regionMatches(true, 0, "DETACH", 0, 6);
    }

    @Override
    public Preface begin(Connection connection, Access access, Duration timeout, Tag tag) throws SQLException {
        SqliteSession.begin(connection, access);
        return Preface.NONE;
    }

    /** SQLite's transactions are serializable as they are, and it has no variables: the dispatcher lets neither pass. */
    @Override
    public void enter(Connection connection, Access access, SessionOptions session) {}

    /** SQLite goes on to tell the number of the last statement that changed rows, which may have been our own. */
    @Override
    public long changed(Statement statement, JobStatement what) throws SQLException {
        return switch (what.getKind()) {
            case INSERT, UPDATE, DELETE -> statement.getLargeUpdateCount();
            default -> 0;
        };
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        SqliteSession.commit(connection);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        SqliteSession.rollback(connection);
    }

    @Override
    public void restore(Connection connection, Access access, List<JobStatement> ran) throws SQLException {
        SqliteSession.restore(connection, access, ran);
    }

    @Override
    public void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        SqliteBinding.bind(statement, index, parameter);
    }

    @Override
    public void stream(Statement statement, int rows) throws SQLException {
        statement.setFetchSize(rows);
    }

    /** Closing reads no further. */
    @Override
    public void abandon(ResultSet rows) throws SQLException {
        rows.close();
    }

    @Override
    public List<EncodedColumn> columns(ResultSet rows) throws SQLException {
        return SqliteColumns.of(rows);
    }

    @Override
    public EngineFailure classify(SQLException failure) {
        return SqliteFailures.classify(failure);
    }
}
