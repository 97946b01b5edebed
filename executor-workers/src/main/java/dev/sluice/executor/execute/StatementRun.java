package dev.sluice.executor.execute;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.Farewell;
import dev.sluice.executor.engine.Preface;
import dev.sluice.executor.engine.Tag;
import dev.sluice.executor.rows.ChunkTarget;
import dev.sluice.executor.rows.EncodedColumn;
import dev.sluice.executor.rows.EncodedRows;
import dev.sluice.executor.rows.FetchPace;
import dev.sluice.executor.rows.RowCaps;
import dev.sluice.executor.rows.RowEncoder;
import dev.sluice.executor.rows.RowTooLargeException;
import dev.sluice.executor.rows.ShortReads;
import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.message.TruncationReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the statements of a job in order on one connection. The rows of the last statement are the job's; used by one thread. */
final class StatementRun {
    private static final Logger log = LoggerFactory.getLogger(StatementRun.class);
    /** Characters in the names of all columns: they travel in the outcome, which has to fit into a message with them. */
    private static final int MOST_OF_NAMES = 256 * 1024;

    private static final Duration WORTH_ASKING = Duration.ofMillis(100);

    private final Engine engine;
    private final Attempt attempt;
    private final Tag tag;
    private final ChunkTarget chunks;
    private final Preface preface;
    private final Farewell farewell;
    private final List<Long> updateCounts = new ArrayList<>();
    private EncodedRows rows = EncodedRows.NONE;
    private long executeNanos;
    private long fetchNanos;
    private boolean restored;
    private boolean sent;

    /**
     * The first statement takes the preface along. A farewell is for a single statement that is expected to be short: all its rows come at
     * once, and the farewell with them.
     */
    StatementRun(Engine engine, Attempt attempt, ChunkTarget chunks, Preface preface, Farewell farewell) {
        this.engine = engine;
        this.attempt = attempt;
        this.tag = Tag.of(attempt.job());
        this.chunks = chunks;
        this.preface = preface;
        this.farewell = farewell;
    }

    /** Runs them all. Throws {@link StoppedException} if the job is told to stop between two of them. */
    Executed run(Connection connection) throws SQLException {
        List<JobStatement> statements = attempt.job().getStatements();
        for (int i = 0; i < statements.size(); i++) {
            Preface first = i == 0 ? inCompany(connection) : Preface.NONE;
            run(connection, first, statements.get(i), i + 1, i == statements.size() - 1);
        }
        return new Executed(rows, updateCounts, examined(connection), executeNanos, fetchNanos, 0);
    }

    /** Asked only where the answer costs little beside the statements. Whoever does not get it has lost nothing else. */
    private OptionalLong examined(Connection connection) {
        if (executeNanos + fetchNanos < WORTH_ASKING.toNanos()) {
            return OptionalLong.empty();
        }
        try {
            return engine.examined(connection);
        } catch (SQLException untold) {
            log.atDebug().setCause(untold).log("The server did not tell how many rows it read");
            return OptionalLong.empty();
        }
    }

    /** Whether the farewell has put the session back to what it was. */
    boolean restored() {
        return restored;
    }

    /** Whether the server has got at least the first statement. */
    boolean sent() {
        return sent;
    }

    /** A fetch of a single row would leave the server in the middle of the preface, and what it sets not yet in force. */
    private Preface inCompany(Connection connection) throws SQLException {
        if (!attempt.fetchesCarefully()) {
            return preface;
        }
        preface.say(connection);
        return Preface.NONE;
    }

    private void run(Connection connection, Preface first, JobStatement what, int number, boolean last)
            throws SQLException {
        String sql = farewell.after(first.before(engine.tagged(what.getSql(), tag)));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, first.bind(statement), what, number);
            FetchPace pace = pace(statement);
            engine.limit(statement, Duration.ofMillis(attempt.job().getTimeoutMillis()));
            if (!attempt.enter(statement)) {
                throw new StoppedException();
            }
            sent = true;
            try {
                long began = System.nanoTime();
                boolean returnsRows = first.execute(statement);
                executeNanos += System.nanoTime() - began;
                updateCounts.add(returnsRows ? read(statement, what, pace, last) : engine.changed(statement, what));
                if (what.getKind() == StatementKind.CALL || what.getKind() == StatementKind.SET) {
                    finish(statement); // MariaDB has SET STATEMENT ... FOR CALL
                }
                restored = !farewell.none() && saidFarewell(statement);
            } finally {
                attempt.leave();
            }
        }
    }

    private FetchPace pace(PreparedStatement statement) throws SQLException {
        FetchPace pace = attempt.fetchesCarefully() ? FetchPace.careful(engine::pace) : FetchPace.usual(engine::pace);
        if (farewell.none()) {
            engine.stream(statement, pace.rows());
        } else {
            statement.setMaxRows(ShortReads.MOST_ROWS + 1);
        }
        return pace;
    }

    /** What its last result says. The server has left out what comes after so many rows. */
    private boolean saidFarewell(PreparedStatement statement) throws SQLException {
        if (rows.rowCount() > ShortReads.MOST_ROWS) {
            throw new NotShortException();
        }
        return farewell.said(statement);
    }

    /** A procedure has ended, and has not failed, only when all its results have come; the first is the job's. */
    private static void finish(PreparedStatement statement) throws SQLException {
        boolean more = true;
        while (more) {
            more = statement.getMoreResults() || statement.getLargeUpdateCount() != -1;
        }
    }

    /** Reads the rows of a statement as far as somebody wants them, or it has to be. Returns how many it changed, −1 if that is not told. */
    private long read(PreparedStatement statement, JobStatement what, FetchPace pace, boolean last)
            throws SQLException {
        // Asked for once, for not every driver gives it twice. Closes with its statement, or was given up.
        ResultSet result = statement.getResultSet();
        if (last) {
            fetch(result, pace);
        }
        boolean write = attempt.job().getStatementClass() != StatementClass.READ;
        // What is left of a read goes with its transaction; but what comes before the last may fail only as it is read
        // on.
        long rest = write || !last ? drain(result, last) : 0;
        return switch (what.getKind()) {
            // What RETURNING returned is what was changed, whether anybody got it or not.
            case INSERT, UPDATE, DELETE, MERGE -> (last ? rows.rowCount() : 0) + rest;
            default -> -1;
        };
    }

    /**
     * Some servers run a statement only as far as its rows are asked for, and its locks and effects with it: what may change something
     * runs to its end, also where nobody wants its rows. Returns how many rows nobody got.
     */
    private long drain(ResultSet rest, boolean last) throws SQLException {
        if (last && rows.truncated() == TruncationReason.NONE) {
            return 0; // read to the end
        }
        long count = last ? 1 : 0; // whoever met the cap has read one row behind it
        while (rest.next()) {
            count++;
            if (attempt.stopped() != null) {
                throw new StoppedException();
            }
        }
        return count;
    }

    private void fetch(ResultSet result, FetchPace pace) throws SQLException {
        long began = System.nanoTime();
        QueryJob job = attempt.job();
        RowCaps caps = RowCaps.of(job.getMaxRows(), job.getMaxBytes());
        RowEncoder encoder = new RowEncoder(caps, this::pass, attempt.progress().rows(), pace);
        rows = encode(result, encoder);
        // The rest of a write's rows is read.
        if (rows.truncated() != TruncationReason.NONE && job.getStatementClass() == StatementClass.READ) {
            engine.abandon(result);
        }
        fetchNanos += System.nanoTime() - began;
    }

    /** Not every driver can cancel while rows are read. */
    private void pass(int chunk, byte[] of, long rowCount) {
        if (attempt.stopped() != null) {
            throw new StoppedException();
        }
        chunks.accept(chunk, of, rowCount);
    }

    private EncodedRows encode(ResultSet result, RowEncoder encoder) throws SQLException {
        try {
            List<EncodedColumn> columns = engine.columns(result);
            long characters = columns.stream()
                    .mapToLong(column -> column.column().getName().length()
                            + (long) column.column().getType().length())
                    .sum();
            if (characters > MOST_OF_NAMES) {
                throw RowTooLargeException.ofNames(MOST_OF_NAMES);
            }
            return encoder.encode(result, columns);
        } catch (RuntimeException refused) {
            engine.abandon(result); // nothing will be committed after this
            throw refused;
        }
    }

    private void bind(PreparedStatement statement, int bound, JobStatement what, int number) throws SQLException {
        int index = 0;
        for (ParameterValue parameter : what.getParameters()) {
            index++;
            try {
                engine.bind(statement, bound + index, parameter);
            } catch (IllegalArgumentException | DateTimeException | ClassCastException | ArithmeticException wrong) {
                throw new BadParameterException(number, index, parameter.getType(), wrong);
            }
        }
    }

    /** A parameter is not what its type says. The message names its place, never its value. */
    static final class BadParameterException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadParameterException(int statement, int index, ParameterType type, RuntimeException cause) {
            super("parameter " + index + " of statement " + statement + " is not a " + type, cause);
        }
    }

    /** What was expected to be short is not. */
    static final class NotShortException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
