package dev.sluice.dispatcher.scale;

import dev.sluice.dispatcher.line.LaneKey;

/** What a lane can have. Does not block. */
@FunctionalInterface
public interface LaneBudget {
    Room of(LaneKey lane);

    /**
     * The room of one lane.
     *
     * @param slots the most it can have
     * @param ordered whether somebody ordered exactly so many
     * @param prefetch leases that one slot stands for
     */
    record Room(int slots, boolean ordered, int prefetch) {}
}
