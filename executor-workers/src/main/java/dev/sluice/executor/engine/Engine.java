package dev.sluice.executor.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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

/**
 * A kind of database server. Implementations have a public constructor without arguments for ServiceLoader, touch no class of
 * their driver before the first pool is made, keep no state of jobs and are thread-safe.
 */
public interface Engine {
    /** As in {@code databases.<name>.engine} and in the names of the jobs topics. */
    String name();

    /** Class names of JDBC drivers, any of which will do; without all of them this engine is disabled. */
    List<String> drivers();

    /** What may be relied on; one promise for every guarantee. */
    Map<Guarantee, Promise> promises();

    /** Whether at least part of this is promised. */
    default boolean keeps(Guarantee guarantee) {
        Promise promise = promises().get(guarantee);
        return promise != null && promise.degree() != Promise.Degree.NO;
    }

    /** True if the server takes one writer at a time, so that all writes of a database share one connection. */
    boolean singleWriter();

    /**
     * Fills in URL, login, time-outs and driver properties. The pool hands out connections with auto-commit off unless this
     * says otherwise.
     *
     * @param statementTimeout server-side limit of a statement where nothing shorter or longer is asked for
     * @param writer false for a pool that only ever reads
     */
    void configure(HikariConfig pool, DatabaseSettings database, Duration statementTimeout, boolean writer);

    /** The ledger in this dialect. */
    LedgerSql ledger();

    /** Whether these statements may run in one explicit transaction that is undone as a whole if it does not commit. */
    boolean transactional(List<JobStatement> statements);

    /**
     * Begins a job on a pristine connection, with its time-out set on the server where it has one, and the session named after it
     * where that costs nothing; {@link #restore} takes the name away. What is returned has to go before the first statement.
     */
    Preface begin(Connection connection, Access access, Duration timeout, Tag tag) throws SQLException;

    /** The statement as the server gets it: with the tag as a comment where no cache goes by the text and somebody can look at it. */
    default String tagged(String sql, Tag tag) {
        return sql;
    }

    /** Gives what {@link #begin} began the isolation level and the variables of the session that the job belongs to. */
    void enter(Connection connection, Access access, SessionOptions session) throws SQLException;

    /** How many rows a statement that returned none has changed. */
    default long changed(Statement statement, JobStatement what) throws SQLException {
        return statement.getLargeUpdateCount();
    }

    /** Takes back what a job's statements changed in the open transaction about who asks and what names mean: its ledger row comes next. */
    default void reclaim(Connection connection, List<JobStatement> ran) throws SQLException {}

    /** Commits what {@link #begin} began with {@link Access#WRITE}. */
    void commit(Connection connection) throws SQLException;

    /**
     * Executes the ledger's conclusion, whose values are bound, and commits. If it throws, nothing was committed, unless the connection
     * is lost, or a farewell is behind it: then only the ledger knows.
     */
    default void conclude(Connection connection, PreparedStatement conclusion) throws SQLException {
        if (conclusion.executeUpdate() != 1) {
            throw new SQLException("the ledger row of this job vanished within its own transaction");
        }
        commit(connection);
    }

    /** Undoes what is open and not committed. Does nothing if nothing is open. */
    void rollback(Connection connection) throws SQLException;

    /** As {@link #rollback}, after the statements of a job. False if something that they changed stays changed. */
    default boolean undo(Connection connection) throws SQLException {
        rollback(connection);
        return true;
    }

    /**
     * Which of these tables, named as the classifier spells them, no rollback brings back, and why, in words for whoever asked for the job.
     * Empty if there is none.
     */
    default Optional<String> irrevocable(Connection connection, Collection<String> tables) throws SQLException {
        return Optional.empty();
    }

    /**
     * Puts the session back to what it was before the job. Ends the transaction of a read; a write was committed or rolled back
     * before. Whoever calls this evicts the connection if it throws.
     */
    void restore(Connection connection, Access access, List<JobStatement> ran) throws SQLException;

    /**
     * What does the same after statements without an error, for servers that take it in the same round trip: behind the statement of a read,
     * behind the commit of a write.
     */
    default Farewell farewell(Access access, List<JobStatement> ran) {
        return Farewell.NONE;
    }

    /** Binds one parameter as its type, NULL included. Throws {@link IllegalArgumentException} or a DateTimeException for text that is not of the type. */
    void bind(PreparedStatement statement, int index, ParameterValue parameter) throws SQLException;

    /** Has the driver hand over rows as they arrive, about so many in a round trip, and never keep a whole result in memory. */
    void stream(Statement statement, int rows) throws SQLException;

    /** Has the next rows of a result come so many in a round trip, where the driver goes by that. */
    default void pace(ResultSet result, int rows) throws SQLException {}

    /** Has the driver end a statement that runs longer, for servers that cannot be told to. */
    default void limit(Statement statement, Duration timeout) throws SQLException {}

    /**
     * Closes the result of a read before its end without reading the rest, which could go on for ever. If that costs the connection,
     * {@link #restore} throws.
     */
    void abandon(ResultSet rows) throws SQLException;

    /** The columns of a result, each with the cell that writes its values. */
    List<EncodedColumn> columns(ResultSet rows) throws SQLException;

    /** About how many rows the server has read on this connection since it was pristine. Empty where it tells nobody. */
    default OptionalLong examined(Connection connection) throws SQLException {
        return OptionalLong.empty();
    }

    /** How far the statement with this tag is, asked on another connection. Empty where the server tells nobody. */
    default Optional<StatementProgress> progress(Connection asking, Tag tag) throws SQLException {
        return Optional.empty();
    }

    /**
     * Has the server stop a statement that runs, and that its thread waits for. What ran it is not used again, as the server may take the
     * request to be for the next statement.
     *
     * @param aside connections to the same address, for servers that are asked on another one
     */
    default void cancel(Statement running, HikariDataSource aside) throws SQLException {
        running.cancel();
    }

    /** Whether this is a server that takes no writes until it is made the primary. */
    default boolean standby(Connection connection) throws SQLException {
        return false;
    }

    /** What a failure means. */
    EngineFailure classify(SQLException failure);

    /**
     * What a failure of a job's own statement means, on the connection where it ran. Where SQL can raise any error of a server, one that
     * condemns the server or the connection is believed only if the connection shows it.
     */
    default EngineFailure classify(SQLException failure, Connection connection) {
        return classify(failure);
    }
}
