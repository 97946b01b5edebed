package dev.sluice.standalone.demo.report;

/** What came of one job, measured against what was expected. */
public sealed interface Verdict {
    /** Succeeded, and its rows are those of plain JDBC. */
    record Right() implements Verdict {}

    /** Refused, as it had to be. */
    record RightlyRefused() implements Verdict {}

    /** Should have succeeded and did not, or should have been refused in another way. */
    record WronglyEnded(String what) implements Verdict {}

    /** Succeeded with rows that are not those of plain JDBC. */
    record Mismatched(String what) implements Verdict {}
}
