package dev.sluice.benchmarks.execute.job;

import java.util.concurrent.ThreadLocalRandom;

/** The statements, each with one numeric parameter. */
public enum Workload {
    POINT_SELECT("point select", "select payload from bench_point where id = ?", 1),
    INSERT(
            "insert",
            "insert into bench_insert (n, payload) values (?, 'fifty characters or so that a program could keep')",
            0),
    HUNDRED_ROWS("100-row select", "select id, payload from bench_point where id >= ? order by id limit 100", 100),
    TEN_MILLIS("10 ms statement", "select ?::bigint from pg_sleep(0.01)", 1);

    /** From here on there are always a hundred rows more. */
    static final int LAST_ID = 9_900;

    private final String title;
    private final String sql;
    private final int rows;

    Workload(String title, String sql, int rows) {
        this.title = title;
        this.sql = sql;
        this.rows = rows;
    }

    public String title() {
        return title;
    }

    public String sql() {
        return sql;
    }

    public boolean writes() {
        return rows == 0;
    }

    /** A parameter for which there is an answer. */
    public long anyParameter() {
        return ThreadLocalRandom.current().nextInt(1, LAST_ID + 1);
    }

    /** Throws unless this is what an answer to this statement has. */
    public void check(long rowCount) {
        if (rowCount != rows) {
            throw new IllegalStateException(title + " answered " + rowCount + " rows instead of " + rows);
        }
    }
}
