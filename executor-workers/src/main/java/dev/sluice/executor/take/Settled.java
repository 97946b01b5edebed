package dev.sluice.executor.take;

/** What a settlement says of a delivery. */
public enum Settled {
    /** Its job is about to start; the start is counted before it runs. */
    STARTING,
    /** It was stopped before its end, without effect, and goes to the next owner as if it had not been started. */
    GIVEN_BACK,
    /** Its outcome is published with the settlement, and it is never delivered again. */
    DONE
}
