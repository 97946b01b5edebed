package dev.sluice.executor.engine.postgresql;

import static dev.sluice.message.ErrorCode.*;

import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.executor.engine.postgresql.guard.OversizeAnswerException;
import dev.sluice.message.ErrorCode;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL's errors mean, by SQLSTATE. SQL can raise any SQLSTATE at will, so a lost connection is believed only if the
 * driver found it or the server called it FATAL.
 */
final class PostgresFailures {
    private static final Set<String> UNKNOWN =
            Set.of("42P01", "42703", "42883", "42704", "42P02", "3F000", "3D000", "34000", "26000", "42602");
    private static final Set<String> WRONG_DATA = Set.of("42804", "42P08", "42P18", "21000", "P0001", "P0004", "42846");
    private static final Set<String> EXISTS = Set.of("42P07", "42710", "42701", "42723", "42P06", "42P04", "42712");
    /** Functions of the server that find a prepared statement changed under the driver's hands, or gone. No SQL can raise in their name. */
    private static final Set<String> FIND_STALE = Set.of("RevalidateCachedQuery", "RevalidateCachedPlan");

    /** Settings that the driver wants left alone. */
    private static final Set<String> READ_BY = Set.of("DateStyle", "client_encoding", "standard_conforming_strings");

    private static final String READS_INPUT = "CopyGetData";
    private static final String FINDS_PREPARED = "FetchPreparedStatement";
    /** As the driver names what it prepares. */
    private static final Pattern OF_DRIVER = Pattern.compile("\"S_\\d+\"");

    private static final String TOO_LARGE =
            "a row is larger than the driver may hold, and far larger than any message: select fewer or shorter columns";

    private static final String ANSWER_TOO_LARGE =
            " (an error quotes the values that it is about): shorten the values, or have the statement say less";

    private PostgresFailures() {}

    static EngineFailure classify(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String message = text(failure);
        if (overrun(failure)) {
            return new EngineFailure(RESULT_TOO_LARGE, state, TOO_LARGE, Remedy.NARROW, true);
        }
        OversizeAnswerException oversize = oversize(failure);
        if (oversize != null) {
            return new EngineFailure(
                    RESULT_TOO_LARGE, state, oversize.getMessage() + ANSWER_TOO_LARGE, Remedy.NONE, true);
        }
        if (driverGaveUp(failure)) {
            // The connection is closed, which is all that is wrong with it: no other one is in doubt.
            return new EngineFailure(NOT_SUPPORTED, state, message, Remedy.NONE, false);
        }
        if (sessionLost(failure)) {
            return lost(state, message);
        }
        if (noInput(failure)) {
            return new EngineFailure(NOT_SUPPORTED, state, message, Remedy.NONE, false);
        }
        if (stalePlan(failure, state)) {
            // The driver keeps its prepared statement on this connection; another connection plans anew.
            return new EngineFailure(SERIALIZATION_FAILURE, state, message, Remedy.RETRY, true);
        }
        return new EngineFailure(code(state), state, message, remedy(state), false);
    }

    /** Whether the connection is gone, by the driver's word or the server's, not by what some SQL claims. */
    static boolean sessionLost(SQLException failure) {
        ServerErrorMessage server = server(failure);
        if (server != null) {
            return "FATAL".equals(server.getSeverity()) || "PANIC".equals(server.getSeverity());
        }
        return failure.getSQLState() != null && failure.getSQLState().startsWith("08");
    }

    /** The driver refused to read more of a fetch than {@link PostgresPool} lets it; it is out of step with the server then. */
    private static boolean overrun(SQLException failure) {
        return failure instanceof PSQLException
                && server(failure) == null
                && text(failure).contains(PostgresPool.RESULT_BUFFER);
    }

    /** What the driver read no further for, which no SQL can raise. */
    private static @Nullable OversizeAnswerException oversize(SQLException failure) {
        return failure.getCause() instanceof OversizeAnswerException oversize ? oversize : null;
    }

    /** The driver closes a connection where SQL changed a setting that it reads values by; in no language does it translate the names. */
    private static boolean driverGaveUp(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return server(failure) == null
                && "08006".equals(failure.getSQLState())
                && READ_BY.stream().anyMatch(message::contains);
    }

    /** COPY FROM STDIN, of which the server says that somebody cancelled it. */
    private static boolean noInput(SQLException failure) {
        ServerErrorMessage server = server(failure);
        return server != null && "57014".equals(failure.getSQLState()) && READS_INPUT.equals(server.getRoutine());
    }

    private static @Nullable ServerErrorMessage server(SQLException failure) {
        return failure instanceof PSQLException own ? own.getServerErrorMessage() : null;
    }

    /** The driver's statement has a plan for another table than there is now, or a function said DEALLOCATE. */
    private static boolean stalePlan(SQLException failure, String state) {
        ServerErrorMessage server = server(failure);
        if (server == null) {
            return false;
        }
        String routine = String.valueOf(server.getRoutine());
        return switch (state) {
            case "0A000" -> FIND_STALE.contains(routine);
            case "26000" ->
                routine.equals(FINDS_PREPARED)
                        && OF_DRIVER
                                .matcher(String.valueOf(server.getMessage()))
                                .find();
            default -> false;
        };
    }

    private static EngineFailure lost(String state, String message) {
        if (state.startsWith("53")) {
            return new EngineFailure(ENGINE_SATURATED, state, message, Remedy.RELEASE, true);
        }
        boolean refused = state.equals("08001") || state.equals("57P03") || state.startsWith("28");
        return refused
                ? new EngineFailure(ENGINE_DOWN, state, message, Remedy.RELEASE, true)
                : new EngineFailure(CONNECTION_LOST, state, message, Remedy.RETRY, true);
    }

    private static Remedy remedy(String state) {
        return switch (state) {
            case "40P01", "40001" -> Remedy.RETRY;
            case "57014" -> Remedy.STOPPED;
            default -> Remedy.NONE;
        };
    }

    private static ErrorCode code(String state) {
        if (UNKNOWN.contains(state)) {
            return UNKNOWN_OBJECT;
        }
        if (WRONG_DATA.contains(state)) {
            return DATA_ERROR;
        }
        if (EXISTS.contains(state)) {
            return CONSTRAINT_VIOLATION;
        }
        return switch (state) {
            case "40P01" -> DEADLOCK;
            case "40001" -> SERIALIZATION_FAILURE;
            case "55P03" -> LOCK_TIMEOUT;
            case "57014" -> TIMEOUT;
            case "42501" -> PERMISSION_DENIED;
            case "25006" -> READ_ONLY;
            case "44000" -> CONSTRAINT_VIOLATION;
            default -> codeOfClass(state.length() < 2 ? "" : state.substring(0, 2));
        };
    }

    private static ErrorCode codeOfClass(String sqlClass) {
        return switch (sqlClass) {
            case "42" -> SYNTAX_ERROR;
            case "23" -> CONSTRAINT_VIOLATION;
            case "22" -> DATA_ERROR;
            case "0A", "25", "2D", "2B", "54", "55" -> NOT_SUPPORTED;
            case "0L", "0P" -> PERMISSION_DENIED;
            case "", "08", "53", "57", "58", "XX" -> ENGINE_ERROR;
            default -> DATA_ERROR; // the state of a cursor or routine, or one that SQL raised
        };
    }

    private static String text(SQLException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
