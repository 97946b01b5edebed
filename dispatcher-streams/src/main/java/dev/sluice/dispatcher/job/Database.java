package dev.sluice.dispatcher.job;

import dev.sluice.message.Lane;
import java.util.Map;

/** A target as far as dispatching cares. Slots are what the executors can run at once, by lane; a disabled database admits nothing. */
public record Database(String name, String engine, Map<Lane, Integer> slots, boolean enabled) {
    public Database {
        slots = Map.copyOf(slots);
    }
}
