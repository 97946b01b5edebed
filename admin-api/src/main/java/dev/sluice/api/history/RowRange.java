package dev.sluice.api.history;

/** Which rows of a result: how many to skip, how many at most, and how many bytes of them, though never less than one row. */
public record RowRange(long offset, int limit, int mostBytes) {
    private static final int USUAL_BYTES = 8 * 1024 * 1024;

    public RowRange(long offset, int limit) {
        this(offset, limit, USUAL_BYTES);
    }

    public RowRange {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("a range starts at 0 or later and holds a row or more");
        }
    }

    long end() {
        return offset + limit;
    }
}
