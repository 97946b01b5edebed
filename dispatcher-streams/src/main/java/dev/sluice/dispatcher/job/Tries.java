package dev.sluice.dispatcher.job;

import java.util.List;
import java.util.stream.Stream;

/**
 * How often a job was admitted, how many of those attempts count against its limit (an engine that is down burns none), and which
 * commands, if any came, forbid another attempt; each of them is owed an answer.
 */
public record Tries(int attempt, int burned, List<String> cancels) {
    /** Before the first attempt. */
    public static final Tries NONE = new Tries(0, 0, List.of());

    /** More than this are not remembered, and get their answer at once. */
    public static final int MOST_CANCELS = 16;

    public Tries {
        cancels = List.copyOf(cancels);
    }

    Tries next() {
        return new Tries(attempt + 1, burned, cancels);
    }

    Tries burn() {
        return new Tries(attempt, burned + 1, cancels);
    }

    Tries noMore(String commandId) {
        List<String> all =
                Stream.concat(cancels.stream(), Stream.of(commandId)).distinct().toList();
        return new Tries(attempt, burned, all);
    }
}
