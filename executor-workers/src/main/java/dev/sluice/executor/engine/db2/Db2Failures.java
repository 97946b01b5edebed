package dev.sluice.executor.engine.db2;

import static dev.sluice.message.ErrorCode.*;

import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.message.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;

/**
 * What Db2's errors mean, by SQLSTATE, which all of its family share; the SQLCODE decides where SQL could have chosen the SQLSTATE
 * itself. States with letters inside a digit's place are Derby's.
 */
final class Db2Failures {
    /** Of the ledger's INSERT: the row is there. */
    static final String KEY_TAKEN = "23505";

    /** SIGNAL and RAISE_ERROR: whatever the SQLSTATE says, it is somebody's SQL that says it. */
    private static final int RAISED_BY_SQL = -438;
    /** The server went away, or the driver found the connection broken: what became of the statement is not known. */
    private static final Set<Integer> ENDED = Set.of(-1224, -4499, -4498, -30081, -30108);

    private static final Set<String> UNKNOWN = Set.of(
            "42703", "42704", "42705", "42883", "42884", "42X04", "42X05", "42X14", "42X65", "42Y03", "42Y07", "42Y55");
    private static final Set<String> EXISTS = Set.of("42710", "42711", "42723", "42X12", "X0Y32", "X0Y68");
    private static final Set<String> LOCKED = Set.of("57033", "40XL1", "40XL2");
    private static final Set<String> READ_ONLY_STATES = Set.of("25006", "25502", "25503");

    private Db2Failures() {}

    static EngineFailure classify(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (failure.getErrorCode() == RAISED_BY_SQL) {
            return new EngineFailure(DATA_ERROR, state, message, Remedy.NONE, false);
        }
        if (state.equals("57030")) {
            return new EngineFailure(ENGINE_SATURATED, state, message, Remedy.RELEASE, true);
        }
        if (state.startsWith("08") || state.equals("40003") || ENDED.contains(failure.getErrorCode())) {
            return new EngineFailure(CONNECTION_LOST, state, message, Remedy.RETRY, true);
        }
        if (state.equals("57014") || failure instanceof SQLTimeoutException) {
            return new EngineFailure(TIMEOUT, state, message, Remedy.STOPPED, false);
        }
        ErrorCode code = code(state, message);
        boolean again = code == DEADLOCK || code == LOCK_TIMEOUT || code == SERIALIZATION_FAILURE;
        return new EngineFailure(code, state, message, again ? Remedy.RETRY : Remedy.NONE, false);
    }

    private static ErrorCode code(String state, String message) {
        if (state.equals("40001")) {
            return waitedTooLong(message) ? LOCK_TIMEOUT : DEADLOCK;
        }
        if (LOCKED.contains(state)) {
            return LOCK_TIMEOUT;
        }
        if (UNKNOWN.contains(state)) {
            return UNKNOWN_OBJECT;
        }
        if (EXISTS.contains(state)) {
            return CONSTRAINT_VIOLATION;
        }
        if (READ_ONLY_STATES.contains(state)) {
            return READ_ONLY;
        }
        return switch (state) {
            case "57005" -> TIMEOUT; // refused because the optimizer expects it to take too long
            case "55019" -> NOT_SUPPORTED; // Db2 for i: a table without a journal takes no part in transactions
            default -> state.startsWith("4250") ? PERMISSION_DENIED : codeOfClass(state);
        };
    }

    /** Db2 rolls back for a deadlock and for a lock that nobody gave up under one SQLCODE; reason 68 is the second. */
    private static boolean waitedTooLong(String message) {
        return message.contains("SQLERRMC=68") || message.contains("eason code \"68\"");
    }

    private static ErrorCode codeOfClass(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "42" -> SYNTAX_ERROR;
            case "23", "44" -> CONSTRAINT_VIOLATION;
            case "21", "22", "38" -> DATA_ERROR;
            case "0A", "25", "2D", "54" -> NOT_SUPPORTED;
            case "40" -> SERIALIZATION_FAILURE; // rolled back, by whomever
            default -> ENGINE_ERROR;
        };
    }
}
