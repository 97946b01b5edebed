package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.line.LaneKey;

/** How many jobs of a lane may be outstanding now. Does not block. */
@FunctionalInterface
public interface Slots {
    int of(LaneKey lane);
}
