package dev.sluice.standalone.demo.workload;

import dev.sluice.standalone.demo.verify.PlainJdbc;
import java.sql.SQLException;

/** What the writes left behind in one database: effects that are there more than once, and effects that are missing. */
public record EffectCount(long duplicates, long missing) {
    /** Counts after all of this many writes have ended well. */
    public static EffectCount of(PlainJdbc database, int writes) throws SQLException {
        long rows = database.number("select count(*) from demo_order");
        long distinct = database.number("select count(distinct id) from demo_order");
        long again = database.number("select coalesce(sum(hits - 1), 0) from demo_counter where hits > 1");
        long untouched = database.number("select count(*) from demo_counter where hits = 0");
        return new EffectCount(rows - distinct + again, Writes.inserts(writes) - distinct + untouched);
    }

    public EffectCount plus(EffectCount other) {
        return new EffectCount(duplicates + other.duplicates, missing + other.missing);
    }
}
