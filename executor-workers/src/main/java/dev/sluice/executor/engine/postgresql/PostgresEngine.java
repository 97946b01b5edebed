package dev.sluice.executor.engine.postgresql;

import com.zaxxer.hikari.HikariConfig;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Farewell;
import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.engine.LedgerSql;
import dev.sluice.executor.engine.Preface;
import dev.sluice.executor.engine.Promise;
import dev.sluice.executor.engine.StatementProgress;
import dev.sluice.executor.engine.Tag;
import dev.sluice.executor.rows.EncodedColumn;
import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.SessionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL 14 and newer through pgjdbc. */
public final class PostgresEngine implements Engine {
    /** The server skips a COMMIT behind a statement that failed, so the conclusion fails by itself where it met no row. */
    private static final LedgerSql LEDGER = new LedgerSql(
            """
            CREATE TABLE IF NOT EXISTS sluice_ledger (
              tenant varchar(64) NOT NULL, job_id varchar(36) NOT NULL, request_hash bytea NOT NULL, attempt int NOT NULL,
              node varchar(200) NOT NULL, claimed_at timestamptz NOT NULL, state varchar(16), outcome bytea, ended_at timestamptz,
              PRIMARY KEY (tenant, job_id))""",
            """
            INSERT INTO sluice_ledger (tenant, job_id, request_hash, attempt, node, claimed_at)
            VALUES (?, ?, ?, ?, ?, to_timestamp(? / 1000.0)) ON CONFLICT (tenant, job_id) DO NOTHING""",
            "SELECT request_hash, outcome FROM sluice_ledger WHERE tenant = ? AND job_id = ?",
            """
            WITH concluded AS (UPDATE sluice_ledger SET state = ?, outcome = ?, ended_at = to_timestamp(? / 1000.0)
            WHERE tenant = ? AND job_id = ? RETURNING 1)
            SELECT CASE count(*) WHEN 1 THEN 1 ELSE (count(*) || ' ledger rows of this job, which made away with it')::int END
            FROM concluded; COMMIT""",
            "to_timestamp(? / 1000.0)");

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public List<String> drivers() {
        return List.of("org.postgresql.Driver");
    }

    @Override
    public Map<Guarantee, Promise> promises() {
        return PostgresPromises.ALL;
    }

    @Override
    public boolean singleWriter() {
        return false;
    }

    @Override
    public void configure(HikariConfig pool, DatabaseSettings database, Duration statementTimeout, boolean writer) {
        PostgresPool.configure(pool, database, statementTimeout);
    }

    @Override
    public LedgerSql ledger() {
        return LEDGER;
    }

    /** Several statements are one transaction or nothing: what refuses to be in one is then refused by the server. */
    @Override
    public boolean transactional(List<JobStatement> statements) {
        return statements.size() > 1 || statements.stream().noneMatch(PostgresStatements::refusesTransactions);
    }

    @Override
    public Preface begin(Connection connection, Access access, Duration timeout, Tag tag) throws SQLException {
        return PostgresSession.begin(connection, access, timeout, tag);
    }

    @Override
    public void enter(Connection connection, Access access, SessionOptions session) throws SQLException {
        PostgresSession.enter(connection, access, session);
    }

    @Override
    public void reclaim(Connection connection, List<JobStatement> ran) throws SQLException {
        PostgresSession.reclaim(connection, ran);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    /** In one round trip: the statement goes on to commit. */
    @Override
    public void conclude(Connection connection, PreparedStatement conclusion) throws SQLException {
        conclusion.execute();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    @Override
    public void restore(Connection connection, Access access, List<JobStatement> ran) throws SQLException {
        PostgresSession.restore(connection, access, ran);
    }

    @Override
    public Farewell farewell(Access access, List<JobStatement> ran) {
        return PostgresSession.farewell(access, ran);
    }

    @Override
    public void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        PostgresBinding.bind(statement, index, parameter);
    }

    @Override
    public void stream(Statement statement, int rows) throws SQLException {
        statement.setFetchSize(rows);
    }

    @Override
    public void pace(ResultSet result, int rows) throws SQLException {
        result.setFetchSize(rows);
    }

    /** Closing reads no further. */
    @Override
    public void abandon(ResultSet rows) throws SQLException {
        rows.close();
    }

    @Override
    public List<EncodedColumn> columns(ResultSet rows) throws SQLException {
        return PostgresColumns.of(rows);
    }

    @Override
    public Optional<StatementProgress> progress(Connection asking, Tag tag) throws SQLException {
        return PostgresProgress.of(asking, tag);
    }

    @Override
    public boolean standby(Connection connection) throws SQLException {
        try (Statement asking = connection.createStatement();
                ResultSet answer = asking.executeQuery("SELECT pg_catalog.pg_is_in_recovery()")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    @Override
    public EngineFailure classify(SQLException failure) {
        return PostgresFailures.classify(failure);
    }
}
