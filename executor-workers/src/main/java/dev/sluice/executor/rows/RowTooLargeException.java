package dev.sluice.executor.rows;

/** A single row is larger than any message may be. */
public final class RowTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RowTooLargeException(String message) {
        super(message);
    }

    RowTooLargeException(int limit) {
        this("one row takes more than " + limit
                + " bytes as JSON, the most that a message carries: select fewer or shorter columns");
    }

    /** Of the names of columns, which travel together in one message. */
    public static RowTooLargeException ofNames(int limit) {
        return new RowTooLargeException("the names of all columns together take more than " + limit
                + " characters, the most that a message carries: select fewer columns or give them shorter names");
    }
}
