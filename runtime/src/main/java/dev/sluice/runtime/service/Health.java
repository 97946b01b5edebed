package dev.sluice.runtime.service;

/** How a service is, and if it is not well, why. */
public sealed interface Health {
    /** Does all it should. */
    record Up() implements Health {}

    /** Works with less than it should have. */
    record Degraded(String why) implements Health {}

    /** Does not do its work. */
    record Down(String why) implements Health {}

    static Health up() {
        return new Up();
    }
}
