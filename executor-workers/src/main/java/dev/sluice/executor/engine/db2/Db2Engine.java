package dev.sluice.executor.engine.db2;

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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Db2 11 and newer, and Db2 for i, each through its own driver, which is not part of Sluice. */
public final class Db2Engine implements Engine {
    /** A key that is taken undoes its statement alone, so the claim can be a plain INSERT. */
    private static final LedgerSql LEDGER = new LedgerSql(
            """
            CREATE TABLE sluice_ledger (
              tenant VARCHAR(64) NOT NULL, job_id VARCHAR(36) NOT NULL, request_hash VARCHAR(64) FOR BIT DATA NOT NULL,
              attempt INTEGER NOT NULL, node VARCHAR(200) NOT NULL, claimed_at BIGINT NOT NULL, state VARCHAR(16),
              outcome BLOB(64M), ended_at BIGINT, PRIMARY KEY (tenant, job_id))""",
            """
            INSERT INTO sluice_ledger (tenant, job_id, request_hash, attempt, node, claimed_at)
            VALUES (?, ?, ?, ?, ?, ?)""",
            "SELECT request_hash, outcome FROM sluice_ledger WHERE tenant = ? AND job_id = ?",
            "UPDATE sluice_ledger SET state = ?, outcome = ?, ended_at = ? WHERE tenant = ? AND job_id = ?",
            "?",
            Db2Failures.KEY_TAKEN);

    @Override
    public String name() {
        return "db2";
    }

    @Override
    public List<String> drivers() {
        return List.of(Db2Pool.LUW_DRIVER, Db2Pool.I_DRIVER);
    }

    @Override
    public Map<Guarantee, Promise> promises() {
        return Db2Promises.ALL;
    }

    @Override
    public boolean singleWriter() {
        return false;
    }

    @Override
    public void configure(HikariConfig pool, DatabaseSettings database, Duration statementTimeout, boolean writer) {
        Db2Pool.configure(pool, database);
    }

    @Override
    public LedgerSql ledger() {
        return LEDGER;
    }

    @Override
    public boolean transactional(List<JobStatement> statements) {
        return Db2Statements.transactional(statements);
    }

    @Override
    public Preface begin(Connection connection, Access access, Duration timeout, Tag tag) throws SQLException {
        Db2Session.begin(connection, access, timeout, tag);
        return Preface.NONE;
    }

    /** The dispatcher lets no session on Db2 ask for variables or an isolation level. */
    @Override
    public void enter(Connection connection, Access access, SessionOptions session) {}

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        Db2Session.rollback(connection);
    }

    @Override
    public void restore(Connection connection, Access access, List<JobStatement> ran) throws SQLException {
        Db2Session.restore(connection, access, ran);
    }

    @Override
    public void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        Db2Binding.bind(statement, index, parameter);
    }

    @Override
    public void stream(Statement statement, int rows) throws SQLException {
        statement.setFetchSize(rows);
    }

    /** A Db2 server limits a statement by the rules of its administrator alone, so the driver keeps the time. */
    @Override
    public void limit(Statement statement, Duration timeout) throws SQLException {
        long seconds = timeout.plusMillis(999).toSeconds();
        statement.setQueryTimeout(Math.toIntExact(Math.clamp(seconds, 1, Integer.MAX_VALUE)));
    }

    /** Closing reads no further. */
    @Override
    public void abandon(ResultSet rows) throws SQLException {
        rows.close();
    }

    @Override
    public List<EncodedColumn> columns(ResultSet rows) throws SQLException {
        return Db2Columns.of(rows);
    }

    @Override
    public EngineFailure classify(SQLException failure) {
        return Db2Failures.classify(failure);
    }
}
