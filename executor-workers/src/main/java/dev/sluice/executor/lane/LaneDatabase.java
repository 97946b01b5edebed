package dev.sluice.executor.lane;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.execute.ExecuteJob;
import dev.sluice.message.QueryJob;

/** One database in one lane: reads and writes share a place, unless its engine takes one writer at a time; and what waits while it is paused. */
public record LaneDatabase(Place readers, Place writers, LaneHold hold) {
    Place placeOf(QueryJob job) {
        return ExecuteJob.access(job, readers.target()) == Access.READ ? readers : writers;
    }
}
