package dev.sluice.dispatcher.parse;

import java.util.Optional;

/** What came of parsing. */
public sealed interface Parse {
    /**
     * One statement.
     *
     * @param effect what it does at most
     * @param structure how it is built, if this parser can tell
     */
    record Understood(Effect effect, Optional<Structure> structure) implements Parse {}

    /** More than one statement, or none. */
    record Several(int statements) implements Parse {}

    /** Not this parser's SQL. The reason is for logs and names no part of the text. */
    record NotUnderstood(String reason) implements Parse {}

    /** Whether a statement can change anything. */
    enum Effect {
        READS,
        CHANGES
    }
}
