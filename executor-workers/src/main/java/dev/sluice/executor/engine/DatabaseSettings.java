package dev.sluice.executor.engine;

import dev.sluice.message.Lane;
import dev.sluice.runtime.settings.Secret;
import java.util.Map;

/** One configured database: its name, kind of server, JDBC URL, login, and the jobs each lane may run at once. */
public record DatabaseSettings(
        String name, String engine, String url, String user, Secret password, Map<Lane, Integer> slots) {
    public DatabaseSettings {
        slots = Map.copyOf(slots);
        slots.forEach((lane, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException(name + " needs at least one slot in lane " + lane);
            }
        });
    }
}
