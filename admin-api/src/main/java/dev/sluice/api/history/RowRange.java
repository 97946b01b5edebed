package dev.sluice.api.history;

/** Which rows of a result: how many to skip, and how many at most. */
public record RowRange(long offset, int limit) {
    public RowRange {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("a range starts at 0 or later and holds a row or more");
        }
    }

    long end() {
        return offset + limit;
    }
}
