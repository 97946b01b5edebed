package dev.sluice.dispatcher.job;

import org.jspecify.annotations.Nullable;

/**
 * How often a job was admitted, how many of those attempts count against its limit (an engine that is down burns none), and which
 * command, if one came, forbids another attempt.
 */
public record Tries(int attempt, int burned, @Nullable String cancelledBy) {
    /** Before the first attempt. */
    public static final Tries NONE = new Tries(0, 0, null);

    Tries next() {
        return new Tries(attempt + 1, burned, cancelledBy);
    }

    Tries burn() {
        return new Tries(attempt, burned + 1, cancelledBy);
    }

    Tries noMore(String commandId) {
        return new Tries(attempt, burned, commandId);
    }
}
