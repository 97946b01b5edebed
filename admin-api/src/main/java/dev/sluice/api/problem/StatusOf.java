package dev.sluice.api.problem;

import dev.sluice.message.ErrorCode;

/** The HTTP status of each error code. The one place that knows; the compiler sees to it that no code is forgotten. */
final class StatusOf {
    private StatusOf() {}

    static int code(ErrorCode code) {
        return switch (code) {
            case INVALID_ENVELOPE, UNSUPPORTED_VERSION, MISROUTED, INVALID_REQUEST, INVALID_JOB_ID, INVALID_NAME -> 400;
            case INVALID_SQL, SQL_TOO_DEEP, MULTIPLE_STATEMENTS, INVALID_PARAMETERS, TOO_OLD, EXPIRED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN, STATEMENT_NOT_ALLOWED, OBJECT_NOT_ALLOWED, FUNCTION_NOT_ALLOWED, PERMISSION_DENIED -> 403;
            case UNSEALED, READ_ONLY, UNPARSABLE -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT, CANCELLED, SESSION_STOPPED -> 409;
            case SQL_TOO_LONG, RESULT_TOO_LARGE -> 413;
            case UNKNOWN_DATABASE, UNKNOWN_ENGINE, UNKNOWN_TEMPLATE, SYNTAX_ERROR, UNKNOWN_OBJECT -> 422;
            case CONSTRAINT_VIOLATION, DATA_ERROR, COST_LIMIT, POISON, INVALID_DEFINITION -> 422;
            case RATE_LIMITED, SESSION_LIMIT -> 429;
            case NOT_SUPPORTED -> 501;
            case QUEUE_FULL, ENGINE_DOWN, ENGINE_SATURATED, POOL_EXHAUSTED, CONNECTION_LOST -> 503;
            case LOCK_TIMEOUT, DEADLOCK, SERIALIZATION_FAILURE -> 503;
            case REGISTRY_UNAVAILABLE, KAFKA_UNAVAILABLE, HISTORY_UNAVAILABLE, LEDGER_UNAVAILABLE -> 503;
            case RESULT_STORE_UNAVAILABLE, EXECUTOR_STOPPING -> 503;
            case TIMEOUT, LEASH_OVERRUN -> 504;
            case ENGINE_ERROR, OUTCOME_UNKNOWN, RETRY_EXHAUSTED, INVALID_SETTINGS, INTERNAL -> 500;
        };
    }
}
