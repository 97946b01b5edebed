package dev.sluice.dispatcher.job;

import java.util.List;
import java.util.stream.Stream;

/**
 * How often a job was admitted, how many of those attempts count against its limit (an engine that is down burns none), and which
 * commands, if any came, forbid another attempt; each of them is owed an answer.
 *
 * @param burned of those since the last automatic retry began, if there was one
 * @param partition of the jobs topic on which the last attempt lies, or {@link #ANYWHERE}
 * @param retries how often it was given up and is retried all the same, because policies grant that
 */
public record Tries(int attempt, int burned, List<String> cancels, int partition, int retries) {
    /** Wherever the key of a record leads. */
    public static final int ANYWHERE = -1;

    /** Before the first attempt. */
    public static final Tries NONE = new Tries(0, 0, List.of(), ANYWHERE, 0);

    /** More than this are not remembered, and get their answer at once. */
    public static final int MOST_CANCELS = 16;

    public Tries {
        cancels = List.copyOf(cancels);
    }

    Tries next(int where) {
        return new Tries(attempt + 1, burned, cancels, where, retries);
    }

    Tries burn() {
        return new Tries(attempt, burned + 1, cancels, partition, retries);
    }

    Tries anew() {
        return new Tries(attempt, 0, cancels, partition, retries + 1);
    }

    Tries noMore(String commandId) {
        List<String> all =
                Stream.concat(cancels.stream(), Stream.of(commandId)).distinct().toList();
        return new Tries(attempt, burned, all, partition, retries);
    }
}
