package dev.sluice.schemas.job;

import dev.sluice.message.ErrorCategory;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every {@link ErrorCode} means: whose move it is, and whether the same request may succeed later. Thread-safe. */
public final class ErrorCatalog {
    private static final Set<ErrorCode> RETRYABLE = EnumSet.of(
            ErrorCode.RATE_LIMITED,
            ErrorCode.QUEUE_FULL,
            ErrorCode.SESSION_LIMIT,
            ErrorCode.LEASH_OVERRUN,
            ErrorCode.LOCK_TIMEOUT,
            ErrorCode.DEADLOCK,
            ErrorCode.SERIALIZATION_FAILURE,
            ErrorCode.CONNECTION_LOST,
            ErrorCode.ENGINE_DOWN,
            ErrorCode.ENGINE_SATURATED,
            ErrorCode.POOL_EXHAUSTED,
            ErrorCode.REGISTRY_UNAVAILABLE,
            ErrorCode.KAFKA_UNAVAILABLE,
            ErrorCode.HISTORY_UNAVAILABLE,
            ErrorCode.RESULT_STORE_UNAVAILABLE,
            ErrorCode.EXECUTOR_STOPPING);

    private ErrorCatalog() {}

    /** Whose move it is after this error. */
    public static ErrorCategory category(ErrorCode code) {
        return switch (code) {
            case INVALID_ENVELOPE, UNSUPPORTED_VERSION, INVALID_REQUEST, INVALID_JOB_ID, INVALID_NAME ->
                ErrorCategory.USER;
            case INVALID_SQL, SQL_TOO_LONG, SQL_TOO_DEEP, MULTIPLE_STATEMENTS, INVALID_PARAMETERS -> ErrorCategory.USER;
            case UNKNOWN_DATABASE, UNKNOWN_ENGINE, UNKNOWN_TEMPLATE, CONFLICT, TOO_OLD -> ErrorCategory.USER;
            case EXPIRED, CANCELLED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, NOT_SUPPORTED -> ErrorCategory.USER;
            case STATEMENT_NOT_ALLOWED, OBJECT_NOT_ALLOWED, FUNCTION_NOT_ALLOWED, UNPARSABLE, SESSION_STOPPED ->
                ErrorCategory.USER;
            case SYNTAX_ERROR, UNKNOWN_OBJECT, CONSTRAINT_VIOLATION, DATA_ERROR, PERMISSION_DENIED, READ_ONLY ->
                ErrorCategory.USER;
            case RATE_LIMITED, QUEUE_FULL, COST_LIMIT, RESULT_TOO_LARGE, TIMEOUT, SESSION_LIMIT, LEASH_OVERRUN ->
                ErrorCategory.LIMIT;
            case LOCK_TIMEOUT, DEADLOCK, SERIALIZATION_FAILURE, CONNECTION_LOST, ENGINE_DOWN, ENGINE_SATURATED ->
                ErrorCategory.ENGINE;
            case POOL_EXHAUSTED, ENGINE_ERROR -> ErrorCategory.ENGINE;
            case MISROUTED, UNSEALED, LEDGER_UNAVAILABLE, OUTCOME_UNKNOWN, RETRY_EXHAUSTED, POISON ->
                ErrorCategory.PLATFORM;
            case REGISTRY_UNAVAILABLE, KAFKA_UNAVAILABLE, HISTORY_UNAVAILABLE, INVALID_SETTINGS, INTERNAL ->
                ErrorCategory.PLATFORM;
            case RESULT_STORE_UNAVAILABLE, EXECUTOR_STOPPING -> ErrorCategory.PLATFORM;
            case INVALID_DEFINITION -> ErrorCategory.USER;
        };
    }

    /** Whether the same request may succeed later without being changed. */
    public static boolean retryable(ErrorCode code) {
        return RETRYABLE.contains(code);
    }

    /** An error without SQLSTATE or hint. */
    public static JobError error(ErrorCode code, String message) {
        return error(code, message, null, null);
    }

    /** An error with category and retryability taken from this catalogue. */
    public static JobError error(ErrorCode code, String message, @Nullable String sqlState, @Nullable String hint) {
        return new JobError(code, category(code), retryable(code), message, sqlState, hint);
    }
}
