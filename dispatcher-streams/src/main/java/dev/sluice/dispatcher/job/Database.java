package dev.sluice.dispatcher.job;

import dev.sluice.message.Lane;
import java.util.Map;

/**
 * A target as far as dispatching cares. Slots are what the executors can run at once, by lane; a disabled database admits nothing.
 *
 * @param maxConnections slots that all lanes together may have, 0 for any number
 * @param defaultSchema schema of names without one, as ObjectName spells it; empty if it is not known
 */
public record Database(
        String name,
        String engine,
        Map<Lane, Integer> slots,
        int maxConnections,
        boolean enabled,
        String defaultSchema) {
    public Database {
        slots = Map.copyOf(slots);
    }
}
