package dev.sluice.dispatcher.job;

import java.util.List;
import java.util.stream.Stream;

/**
 * How often a job was admitted, how many of those attempts count against its limit (an engine that is down burns none), and which
 * commands, if any came, forbid another attempt; each of them is owed an answer.
 *
 * @param partition of the jobs topic on which the last attempt lies, or {@link #ANYWHERE}
 */
public record Tries(int attempt, int burned, List<String> cancels, int partition) {
    /** Wherever the key of a record leads. */
    public static final int ANYWHERE = -1;

    /** Before the first attempt. */
    public static final Tries NONE = new Tries(0, 0, List.of(), ANYWHERE);

    /** More than this are not remembered, and get their answer at once. */
    public static final int MOST_CANCELS = 16;

    public Tries {
        cancels = List.copyOf(cancels);
    }

    Tries next(int where) {
        return new Tries(attempt + 1, burned, cancels, where);
    }

    Tries burn() {
        return new Tries(attempt, burned + 1, cancels, partition);
    }

    Tries noMore(String commandId) {
        List<String> all =
                Stream.concat(cancels.stream(), Stream.of(commandId)).distinct().toList();
        return new Tries(attempt, burned, all, partition);
    }
}
