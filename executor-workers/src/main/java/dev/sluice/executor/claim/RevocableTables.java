package dev.sluice.executor.claim;

import dev.sluice.executor.engine.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tables of one database that a rollback was seen to bring back. Each is looked at again after a while, as definitions change. Thread-safe. */
public final class RevocableTables {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Engine engine;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    public RevocableTables(Engine engine) {
        this.engine = engine;
    }

    /** Which of these is none, and why, in words for whoever asked for the job. */
    public Optional<String> exception(Connection connection, List<String> tables, Instant now) throws SQLException {
        List<String> unseen =
                tables.stream().filter(table -> !remembered(table, now)).toList();
        if (unseen.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> found = engine.irrevocable(connection, unseen);
        if (found.isEmpty()) {
            remember(unseen, now);
        }
        return found;
    }

    private boolean remembered(String table, Instant now) {
        Instant at = seen.get(table);
        return at != null && at.plus(REMEMBERED).isAfter(now);
    }

    private void remember(List<String> tables, Instant now) {
        if (seen.size() > MOST) {
            seen.clear();
        }
        tables.forEach(table -> seen.put(table, now));
    }
}
