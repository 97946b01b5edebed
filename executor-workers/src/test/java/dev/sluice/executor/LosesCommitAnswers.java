package dev.sluice.executor;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A real engine whose first jobs commit and get no answer to that. */
class LosesCommitAnswers implements Engine {
    private final Engine real;
    private final AtomicInteger lost;
    private final Runnable whenLost;

    LosesCommitAnswers(Engine real, int lostCommits) {
        this(real, lostCommits, () -> {});
    }

    LosesCommitAnswers(Engine real, int lostCommits, Runnable whenLost) {
        this.real = real;
        this.lost = new AtomicInteger(lostCommits);
        this.whenLost = whenLost;
    }

    @Override
    public void enter(Connection connection, Access access, SessionOptions session) throws SQLException {
        real.enter(connection, access, session);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        real.commit(connection);
    }

    @Override
    public void conclude(Connection connection, PreparedStatement conclusion) throws SQLException {
        real.conclude(connection, conclusion);
        if (lost.getAndDecrement() > 0) {
            connection.abort(Runnable::run);
            whenLost.run();
            throw new SQLException("the answer is lost", "08006");
        }
    }

    @Override
    public Farewell farewell(Access access, List<JobStatement> ran) {
        return real.farewell(access, ran);
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public List<String> drivers() {
        return real.drivers();
    }

    @Override
    public Map<Guarantee, Promise> promises() {
        return real.promises();
    }

    @Override
    public boolean singleWriter() {
        return real.singleWriter();
    }

    @Override
    public void configure(HikariConfig pool, DatabaseSettings database, Duration statementTimeout, boolean writer) {
        real.configure(pool, database, statementTimeout, writer);
    }

    @Override
    public LedgerSql ledger() {
        return real.ledger();
    }

    @Override
    public boolean transactional(List<JobStatement> statements) {
        return real.transactional(statements);
    }

    @Override
    public Preface begin(Connection connection, Access access, Duration timeout, Tag tag) throws SQLException {
        return real.begin(connection, access, timeout, tag);
    }

    @Override
    public String tagged(String sql, Tag tag) {
        return real.tagged(sql, tag);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        real.rollback(connection);
    }

    @Override
    public void restore(Connection connection, Access access, List<JobStatement> ran) throws SQLException {
        real.restore(connection, access, ran);
    }

    @Override
    public void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException {
        real.bind(statement, index, parameter);
    }

    @Override
    public void stream(Statement statement, int rows) throws SQLException {
        real.stream(statement, rows);
    }

    @Override
    public void abandon(ResultSet rows) throws SQLException {
        real.abandon(rows);
    }

    @Override
    public List<EncodedColumn> columns(ResultSet rows) throws SQLException {
        return real.columns(rows);
    }

    @Override
    public EngineFailure classify(SQLException failure) {
        return real.classify(failure);
    }

    @Override
    public boolean undo(Connection connection) throws SQLException {
        return real.undo(connection);
    }

    @Override
    public Optional<String> irrevocable(Connection connection, Collection<String> tables) throws SQLException {
        return real.irrevocable(connection, tables);
    }

    @Override
    public Optional<StatementProgress> progress(Connection asking, Tag tag) throws SQLException {
        return real.progress(asking, tag);
    }

    @Override
    public EngineFailure classify(SQLException failure, Connection connection) {
        return real.classify(failure, connection);
    }
}
