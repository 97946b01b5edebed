package dev.sluice.executor.engine.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.LedgerSql;
import dev.sluice.executor.engine.Preface;
import dev.sluice.executor.engine.Tag;
import dev.sluice.executor.engine.mysql.kill.Kills;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What MySQL and MariaDB agree on. */
interface MySqlFamily extends Engine {
    /** IGNORE waits for whoever holds the row and then changes nothing; ON DUPLICATE KEY would count the row it found. */
    LedgerSql LEDGER = new LedgerSql(
            """
            CREATE TABLE IF NOT EXISTS sluice_ledger (
              tenant varchar(64) NOT NULL, job_id varchar(36) NOT NULL, request_hash varbinary(64) NOT NULL, attempt int NOT NULL,
              node varchar(200) NOT NULL, claimed_at datetime(3) NOT NULL, state varchar(16), outcome longblob, ended_at datetime(3),
              PRIMARY KEY (tenant, job_id)) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin""",
            """
            INSERT IGNORE INTO sluice_ledger (tenant, job_id, request_hash, attempt, node, claimed_at)
            VALUES (?, ?, ?, ?, ?, FROM_UNIXTIME(? / 1000))""",
            "SELECT request_hash, outcome FROM sluice_ledger WHERE tenant = ? AND job_id = ?",
            """
            UPDATE sluice_ledger SET state = ?, outcome = ?, ended_at = FROM_UNIXTIME(? / 1000)
            WHERE tenant = ? AND job_id = ?""",
            "FROM_UNIXTIME(? / 1000)");

    Kills KILLS = new Kills();

    /** The driver's properties beyond those that both drivers know. */
    Map<String, String> properties();

    /** By which the driver knows its session, if it may connect anew without a word. */
    default long sessionNumber(Connection connection) throws SQLException {
        return 0;
    }

    /** Sends COM_RESET_CONNECTION. */
    void reset(Connection connection) throws SQLException;

    @Override
    default boolean singleWriter() {
        return false;
    }

    @Override
    default void configure(HikariConfig pool, DatabaseSettings database, Duration statementTimeout, boolean writer) {
        MySqlPool.configure(pool, database);
        if (database.url()
                .matches("jdbc:(mysql|mariadb)\\b.*")) { // not one of a driver around ours, which finds itself
            pool.setDriverClassName(drivers().getFirst());
        }
        properties().forEach(pool::addDataSourceProperty);
    }

    @Override
    default LedgerSql ledger() {
        return LEDGER;
    }

    @Override
    default boolean transactional(List<JobStatement> statements) {
        return MySqlStatements.rowsOnly(statements);
    }

    @Override
    default Preface begin(Connection connection, Access access, Duration timeout, Tag tag) throws SQLException {
        if (KILLS.know(connection, sessionNumber(connection))) {
            reset(connection); // what was read for it is no work of the job
        }
        MySqlSession.begin(connection, access, timeout);
        return Preface.NONE;
    }

    /** Neither driver keeps anything by the text of a statement, as both send it as it is; nor does a server by its default. */
    @Override
    default String tagged(String sql, Tag tag) {
        return tag.before(sql);
    }

    @Override
    default void enter(Connection connection, Access access, SessionOptions session) throws SQLException {
        MySqlSession.enter(connection, access, session);
    }

    @Override
    default void commit(Connection connection) throws SQLException {
        MySqlSession.run(connection, "COMMIT");
    }

    @Override
    default void rollback(Connection connection) throws SQLException {
        MySqlSession.run(connection, "ROLLBACK");
    }

    @Override
    default boolean undo(Connection connection) throws SQLException {
        return MySqlTables.undo(connection);
    }

    @Override
    default Optional<String> irrevocable(Connection connection, Collection<String> tables) throws SQLException {
        return MySqlTables.irrevocable(connection, tables);
    }

    /** A reset rolls back, and clears variables, locks and temporary tables, but keeps the database that was chosen. */
    @Override
    default void restore(Connection connection, Access access, List<JobStatement> ran) throws SQLException {
        if (!MySqlStatements.resettable(ran)) {
            throw new SQLException("the session may have changed in ways that no reset undoes");
        }
        reset(connection);
    }

    /** The server goes on sending as long as somebody reads, and both drivers read to the end in {@code close}. */
    @Override
    default void abandon(ResultSet rows) throws SQLException {
        Statement statement = rows.getStatement();
        statement.getConnection().abort(Runnable::run);
        closeDead(rows);
        closeDead(statement);
    }

    private static void closeDead(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception expected) {
            // It wants to read on, and there is nothing to read from any more.
        }
    }

    /** A reset begins the counts anew. */
    @Override
    default OptionalLong examined(Connection connection) throws SQLException {
        return MySqlSession.read(connection);
    }

    @Override
    default void cancel(Statement running, HikariDataSource aside) throws SQLException {
        KILLS.stop(running.getConnection(), aside);
    }

    @Override
    default void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        MySqlBinding.bind(statement, index, parameter);
    }

    @Override
    default List<EncodedColumn> columns(ResultSet rows) throws SQLException {
        return MySqlColumns.of(rows);
    }

    @Override
    default EngineFailure classify(SQLException failure) {
        return MySqlFailures.classify(failure);
    }

    @Override
    default EngineFailure classify(SQLException failure, Connection connection) {
        return MySqlClaims.checked(failure, connection);
    }
}
