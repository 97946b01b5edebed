package dev.sluice.executor.rows;

/** Takes the chunks of a result that does not fit inline, in order and before its outcome. */
@FunctionalInterface
public interface ChunkTarget {
    /** Takes chunk number {@code chunk}, counted from 0: a complete JSON array of {@code rowCount} rows. May block for room. */
    void accept(int chunk, byte[] rows, long rowCount);
}
