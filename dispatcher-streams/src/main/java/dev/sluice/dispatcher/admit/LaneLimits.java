package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.job.Database;
import dev.sluice.message.Lane;
import java.util.Map;

/**
 * How many jobs of a lane may be outstanding: its slots times the prefetch of the lane. A lease is held from admission until its
 * terminal event was read back, which is two commits longer than the slot is busy; the shorter the jobs of a lane, the more of
 * them must be under way to keep its slots busy.
 */
public record LaneLimits(Map<Lane, Integer> defaultSlots, Map<Lane, Integer> prefetch) {
    public LaneLimits {
        defaultSlots = Map.copyOf(defaultSlots);
        prefetch = Map.copyOf(prefetch);
    }

    /** The slots that the definition of a database gives a lane. */
    public int defined(Database database, Lane lane) {
        return database.enabled() ? database.slots().getOrDefault(lane, defaultSlots.getOrDefault(lane, 1)) : 0;
    }

    /** How many jobs may be outstanding on so many slots. */
    public int outstanding(Lane lane, int slots) {
        return slots * prefetch.getOrDefault(lane, 1);
    }
}
