package dev.sluice.executor.rows;

/** A single row is larger than any message may be. */
public final class RowTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RowTooLargeException(int limit) {
        super("one row takes more than " + limit
                + " bytes as JSON, the most that a message carries: select fewer or shorter columns");
    }
}
