package dev.sluice.executor.engine;

import java.util.OptionalDouble;

/**
 * How far a statement is, as its server tells.
 *
 * @param phase what it is doing, in the server's words
 * @param percent how much of that phase is done, 0 to 100; empty where nobody can tell
 */
public record StatementProgress(String phase, OptionalDouble percent) {
    private static final double ALL = 100;

    /** Of which nobody can tell how much is done. */
    public static StatementProgress of(String phase) {
        return new StatementProgress(phase, OptionalDouble.empty());
    }

    /** So much of a total that may be unknown. */
    public static StatementProgress of(String phase, long done, long total) {
        return new StatementProgress(
                phase, total <= 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(ALL, done * ALL / total)));
    }
}
