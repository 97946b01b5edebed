package dev.sluice.executor.engine;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.schemas.job.ErrorCatalog;
import org.jspecify.annotations.Nullable;

/**
 * A failure as its engine understands it.
 *
 * @param sessionLost true if the connection cannot be used again and must leave its pool
 */
public record EngineFailure(
        ErrorCode code, @Nullable String sqlState, String message, Remedy remedy, boolean sessionLost) {
    /** Engines can send whole pages; a reply carries the beginning. */
    private static final int MAX_MESSAGE = 2_000;

    /** A function does not show what it does; the words of a lock make its query a write. */
    private static final String OF_READS =
            "A query that calls a function which writes is run as a write if it ends in FOR UPDATE.";

    public EngineFailure {
        message = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }

    /** As the reply carries it. */
    public JobError error() {
        return ErrorCatalog.error(code, message, sqlState, code == ErrorCode.READ_ONLY ? OF_READS : null);
    }

    /** The same failure with something that was found out about it. */
    public EngineFailure because(String found) {
        return new EngineFailure(code, sqlState, message + " (" + found + ")", remedy, sessionLost);
    }

    /** The same failure under another code, for callers who know more than the engine. */
    public EngineFailure as(ErrorCode other, Remedy otherRemedy) {
        return new EngineFailure(other, sqlState, message, otherRemedy, sessionLost);
    }
}
