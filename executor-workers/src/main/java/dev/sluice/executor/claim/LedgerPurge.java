package dev.sluice.executor.claim;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.LedgerSql;
import dev.sluice.executor.engine.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes rows of the ledger that nobody can ask for any more, a batch at a time. The rows are looked up without a lock and deleted
 * by their key, because a DELETE by age would lock the claims of jobs that run. Thread-safe; two at the same time share the work.
 */
public final class LedgerPurge {
    private static final Tag CHORE = Tag.chore("ledger purge");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Engine engine;
    private final LedgerSql sql;

    public LedgerPurge(Engine engine) {
        this.engine = engine;
        this.sql = engine.ledger();
    }

    /**
     * Deletes rows claimed before this time, in a transaction of its own on a pristine connection, which is pristine again
     * afterwards. Whoever calls this gives the connection up if it throws.
     *
     * @return rows found: if there are as many as asked for, there may be more
     */
    public int purge(Connection connection, Instant before, int most) throws SQLException {
        engine.begin(connection, Access.WRITE, TIMEOUT, CHORE).say(connection);
        try {
            List<Key> old = find(connection, before, most);
            delete(connection, old, before);
            engine.commit(connection);
            engine.restore(connection, Access.WRITE, List.of());
            return old.size();
        } catch (SQLException failure) {
            engine.rollback(connection);
            throw failure;
        }
    }

    private List<Key> find(Connection connection, Instant before, int most) throws SQLException {
        List<Key> old = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql.expired())) {
            select.setMaxRows(most);
            select.setLong(1, before.toEpochMilli());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    old.add(new Key(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return old;
    }

    private void delete(Connection connection, List<Key> old, Instant before) throws SQLException {
        if (old.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(sql.forget())) {
            for (Key key : old) {
                delete.setString(1, key.tenant());
                delete.setString(2, key.jobId());
                delete.setLong(3, before.toEpochMilli());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private record Key(String tenant, String jobId) {}
}
