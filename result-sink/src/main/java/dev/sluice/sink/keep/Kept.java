package dev.sluice.sink.keep;

/** What became of records that should be kept. */
public sealed interface Kept {
    /** They and their offsets are committed. */
    record Done() implements Kept {}

    /** Another writer moved the offsets; nothing was written. Read the positions anew. */
    record Overtaken() implements Kept {}

    /** The database does not take anything now, or did not say whether it did. Read the positions anew, later. */
    record Unavailable(String reason) implements Kept {}

    /** The database will never take these as they are. Nothing was written. */
    record Refused(String sqlState, String reason) implements Kept {}
}
