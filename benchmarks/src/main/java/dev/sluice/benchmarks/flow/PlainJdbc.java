package dev.sluice.benchmarks.flow;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The same point select by JDBC alone, each thread with a connection of its own: what the database gives without any queue. */
record PlainJdbc(String url, String user, String password, int threads) {
    static final String SELECT = "select payload from bench_point where id = ?";
    static final int ROWS = 10_000;

    /** Makes the table that every stage selects from. */
    void load() throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("drop table if exists bench_point");
            statement.execute("create table bench_point (id integer primary key, payload text not null)");
            statement.execute(
                    "insert into bench_point select n, repeat('x', 50) || n from generate_series(1, " + ROWS + ") n");
            statement.execute("analyze bench_point");
        }
    }

    /** Selects a second, over all threads. */
    double measure(Duration length) throws InterruptedException, ExecutionException {
        List<Callable<Long>> loops = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            loops.add(() -> selectFor(length));
        }
        long selects = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("bench-jdbc-", 1).factory())) {
            for (Future<Long> loop : pool.invokeAll(loops)) {
                selects += loop.get();
            }
        }
        return selects * (double) TimeUnit.SECONDS.toMillis(1) / length.toMillis();
    }

    static int anyId() {
        return ThreadLocalRandom.current().nextInt(1, ROWS + 1);
    }

    private long selectFor(Duration length) throws SQLException {
        long selects = 0;
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            long began = System.nanoTime();
            while (System.nanoTime() - began < length.toNanos()) {
                select.setInt(1, anyId());
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("a row of bench_point is missing");
                    }
                    selects++;
                }
            }
        }
        return selects;
    }

    private Connection connect() throws SQLException {
        return user.isEmpty() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password);
    }
}
