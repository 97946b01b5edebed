package dev.sluice.standalone.cli.doctor;

/** The answer to one question: what was looked at, what was seen, and what to do about it. */
sealed interface Finding {
    /** What was looked at. */
    String subject();

    /** What was seen. */
    String seen();

    /** As it should be. */
    record Fit(String subject, String seen) implements Finding {}

    /** Works, but not as well as it could. */
    record Doubtful(String subject, String seen, String todo) implements Finding {}

    /** Will not work. */
    record Unfit(String subject, String seen, String todo) implements Finding {}
}
