package dev.sluice.executor.engine.sqlite;

import static dev.sluice.message.ErrorCode.*;

import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.message.ErrorCode;
import java.sql.SQLException;
import java.util.Locale;

/** What SQLite's primary result codes mean; where the code is the catch-all 1, its words. SQLite has no SQLSTATE. */
final class SqliteFailures {
    private SqliteFailures() {}

    static EngineFailure classify(SQLException failure) {
        String message = failure.getMessage() == null ? "SQLite gave no reason" : failure.getMessage();
        int result = failure.getErrorCode() & 0xff;
        return switch (result) {
            case 5, 6 -> new EngineFailure(LOCK_TIMEOUT, null, message, Remedy.RETRY, false);
            case 9 -> new EngineFailure(TIMEOUT, null, message, Remedy.STOPPED, false);
            case 14 -> new EngineFailure(ENGINE_DOWN, null, message, Remedy.RELEASE, true);
            case 10, 11, 26 -> new EngineFailure(ENGINE_ERROR, null, message, Remedy.NONE, true);
            default -> new EngineFailure(code(result, message), null, message, Remedy.NONE, false);
        };
    }

    private static ErrorCode code(int result, String message) {
        return switch (result) {
            case 1 -> byWords(message.toLowerCase(Locale.ROOT));
            case 3, 23 -> PERMISSION_DENIED;
            case 8 -> READ_ONLY;
            case 18 -> RESULT_TOO_LARGE;
            case 20 -> DATA_ERROR;
            case 19 -> CONSTRAINT_VIOLATION;
            case 25 -> INVALID_PARAMETERS;
            default -> ENGINE_ERROR;
        };
    }

    private static ErrorCode byWords(String message) {
        if (message.contains("no such")) {
            return UNKNOWN_OBJECT;
        }
        if (message.contains("already exists")) {
            return CONSTRAINT_VIOLATION;
        }
        if (message.contains("overflow") || message.contains("malformed") || message.contains("datatype")) {
            return DATA_ERROR;
        }
        return SYNTAX_ERROR;
    }
}
