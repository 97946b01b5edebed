package dev.sluice.runtime.settings;

/** A value that is never printed: {@link #toString()} hides it. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "********";
    }
}
