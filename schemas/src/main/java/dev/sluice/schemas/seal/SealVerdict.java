package dev.sluice.schemas.seal;

/** What a look at a seal shows. */
public sealed interface SealVerdict {
    /** As the dispatcher sealed it. */
    record Intact() implements SealVerdict {}

    /** Not to be run; the reason is for the error and the alarm. */
    record Broken(String reason) implements SealVerdict {}
}
