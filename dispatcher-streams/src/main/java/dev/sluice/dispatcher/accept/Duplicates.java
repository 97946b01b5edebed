package dev.sluice.dispatcher.accept;

import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Stored;
import org.jspecify.annotations.Nullable;

/** Whether a request is new, by what is remembered under its key. */
public final class Duplicates {
    private Duplicates() {}

    /** What a request is to what came before it. */
    public enum Standing {
        /** Nothing came before it. */
        NEW,
        /** The same request came before: it is answered already or will be. */
        REPEATED,
        /** Another request came under the same id. */
        CONFLICTING,
        /** Its cancellation came before it. */
        CANCELLED_AHEAD
    }

    /** Compares a request, by its content, with what is known. */
    public static Standing standing(String contentHash, @Nullable Stored known) {
        if (known == null) {
            return Standing.NEW;
        }
        return switch (known) {
            case LiveJob live -> same(contentHash, live.asked().requestHash());
            case Stored.EndedJob ended -> same(contentHash, ended.requestHash());
            case Stored.CancelledAhead ahead -> Standing.CANCELLED_AHEAD;
        };
    }

    private static Standing same(String one, String other) {
        return one.equals(other) ? Standing.REPEATED : Standing.CONFLICTING;
    }
}
