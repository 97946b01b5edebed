package dev.sluice.executor.engine;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import dev.sluice.message.Lane;
import dev.sluice.runtime.settings.Secret;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One configured database: its name, kind of server, JDBC URL, login, and the jobs each lane may run at once.
 *
 * @param password asked for each new connection, because it may change while the executor runs
 */
public record DatabaseSettings(
        String name, String engine, String url, String user, Supplier<Secret> password, Map<Lane, Integer> slots) {
    public DatabaseSettings {
        slots = Map.copyOf(slots);
        slots.forEach((lane, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException(name + " needs at least one slot in lane " + lane);
            }
        });
    }

    /** With a password that stays. */
    public DatabaseSettings(
            String name, String engine, String url, String user, Secret password, Map<Lane, Integer> slots) {
        this(name, engine, url, user, () -> password, slots);
    }

    /** What a pool logs in as, with the password of the moment. */
    public HikariCredentialsProvider login() {
        return () -> new Credentials(user, password.get().reveal());
    }
}
