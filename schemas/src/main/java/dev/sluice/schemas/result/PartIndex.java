package dev.sluice.schemas.result;

import java.util.ArrayList;
import java.util.List;

/**
 * How many rows and bytes each part of a result has, in order. However many parts are added, only so many are remembered: when they are
 * too many, neighbours become one. Not thread-safe.
 */
public final class PartIndex {
    static final int MOST = 512;

    private final List<Part> parts = new ArrayList<>();
    /** Parts added that make one remembered part. */
    private int span = 1;
    /** Of those, how many the last remembered part has. */
    private int held;

    /** Rows that lie together: a whole number of JSON arrays, each of rows. */
    public record Part(long rows, long bytes) {
        Part and(Part next) {
            return new Part(rows + next.rows, bytes + next.bytes);
        }
    }

    public void add(long rows, long bytes) {
        Part added = new Part(rows, bytes);
        if (held > 0 && held < span) {
            parts.set(parts.size() - 1, parts.get(parts.size() - 1).and(added));
            held++;
            return;
        }
        if (parts.size() == MOST) {
            halve();
        }
        parts.add(added);
        held = 1;
    }

    public List<Part> parts() {
        return List.copyOf(parts);
    }

    private void halve() {
        for (int i = 0; i < MOST / 2; i++) {
            parts.set(i, parts.get(2 * i).and(parts.get(2 * i + 1)));
        }
        parts.subList(MOST / 2, MOST).clear();
        span *= 2;
    }
}
