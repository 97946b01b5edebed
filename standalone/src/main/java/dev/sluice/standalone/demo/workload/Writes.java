package dev.sluice.standalone.demo.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Inserts and updates whose effects can be counted afterwards. Each insert brings an own id into a table without a unique key; each
 * update adds one to an own counter: whatever ran twice, shows.
 */
public final class Writes {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

    private Writes() {}

    /** Half of them inserts, half updates. */
    static Stream<DemoJob> of(String database, int count) {
        return IntStream.range(0, count).mapToObj(i -> i % 2 == 0 ? insert(database, i / 2) : update(database, i / 2));
    }

    /** Gives every update of this many writes its counter. */
    public static void prepareCounters(Connection connection, int writes) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into demo_counter (id, hits) values (?, 0)")) {
            for (int id = 0; id < updates(writes); id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    static int inserts(int writes) {
        return writes - updates(writes);
    }

    static int updates(int writes) {
        return writes / 2;
    }

    private static DemoJob insert(String database, int id) {
        return new DemoJob(
                "insert",
                Tenant.inTurn(id),
                database,
                "insert into demo_order (id, tenant, amount, placed_on) values (?, ?, ?, ?)",
                List.of(
                        Bind.number(id),
                        Bind.text(Tenant.inTurn(id).id()),
                        Bind.decimal(id + ".50"),
                        Bind.date(FIRST_DAY.plusDays(id % 365).toString())),
                new Expected.Change(),
                DemoJob.Door.KAFKA);
    }

    private static DemoJob update(String database, int id) {
        return new DemoJob(
                "update",
                Tenant.inTurn(id),
                database,
                "update demo_counter set hits = hits + 1 where id = ?",
                List.of(Bind.number(id)),
                new Expected.Change(),
                DemoJob.Door.KAFKA);
    }
}
