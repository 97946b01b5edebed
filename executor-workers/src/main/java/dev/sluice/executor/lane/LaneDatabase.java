package dev.sluice.executor.lane;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.slot.Slots;
import dev.sluice.message.QueryJob;
import java.util.function.ToIntFunction;

/** One database in one lane: reads and writes share a place, unless its engine takes one writer at a time; and what waits while it is paused. */
public record LaneDatabase(Place readers, Place writers, LaneHold hold) {
    /** Jobs that run, of a writer that the lanes share those of all. */
    public int busy() {
        return sum(Slots::busy);
    }

    /** Jobs that wait for a slot, of a writer that the lanes share those of all. */
    public int waiting() {
        return sum(Slots::waiting);
    }

    private int sum(ToIntFunction<Slots> of) {
        boolean one = readers.slots() == writers.slots();
        return of.applyAsInt(readers.slots()) + (one ? 0 : of.applyAsInt(writers.slots()));
    }

    Place placeOf(QueryJob job) {
        return readers.target().access(job) == Access.READ ? readers : writers;
    }
}
