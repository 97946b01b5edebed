package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Stored;
import dev.sluice.dispatcher.route.Output;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from something that happened: applied as a whole or not at all. */
public sealed interface Ruling {
    /** Remember this, then send these. */
    record Kept(
            Stored stored, List<Output> outputs, @Nullable String traceparent, List<Note> notes) implements Ruling {
        public Kept {
            outputs = List.copyOf(outputs);
            notes = List.copyOf(notes);
        }

        Kept(Stored stored, List<Output> outputs, @Nullable String traceparent) {
            this(stored, outputs, traceparent, List.of());
        }

        /** The same with more to note. */
        Kept noting(List<Note> more) {
            List<Note> all = new ArrayList<>(notes);
            all.addAll(more);
            return new Kept(stored, outputs, traceparent, all);
        }
    }

    /** Send these; there is nothing to remember. */
    record Sent(List<Output> outputs, @Nullable String traceparent) implements Ruling {
        public Sent {
            outputs = List.copyOf(outputs);
        }
    }

    /** Tell whoever sent the command of this id why this job, which waits, is where it is. */
    record Explained(LiveJob job, String commandId) implements Ruling {}

    /** Do nothing but count it under this reason, a word or two. */
    record Ignored(String reason) implements Ruling {}

    /** Nobody can decide now; keep what happened and ask again later. */
    record Deferred(String reason) implements Ruling {}
}
