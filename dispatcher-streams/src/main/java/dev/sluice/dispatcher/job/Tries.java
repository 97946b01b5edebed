package dev.sluice.dispatcher.job;

/** How often a job was admitted, and how many of those attempts count against its limit: an engine that is down burns none. */
public record Tries(int attempt, int burned) {
    /** Before the first attempt. */
    public static final Tries NONE = new Tries(0, 0);

    Tries next() {
        return new Tries(attempt + 1, burned);
    }

    Tries burn() {
        return new Tries(attempt, burned + 1);
    }
}
