package dev.sluice.executor.rows;

/** A single row is larger than any message may be. */
public final class RowTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RowTooLargeException(long bytes, int limit) {
        super("one row takes " + bytes + " bytes as JSON, and a message carries " + limit
                + " at most: select fewer or shorter columns");
    }
}
