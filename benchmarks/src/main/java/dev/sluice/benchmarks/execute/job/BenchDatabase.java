package dev.sluice.benchmarks.execute.job;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.standalone.postgres.EmbeddedPostgres;
import dev.sluice.standalone.postgres.EmbeddedPostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The one PostgreSQL that all contenders work on. */
public final class BenchDatabase implements AutoCloseable {
    /** Its name in jobs. */
    public static final String NAME = "bench";

    private static final int POINT_ROWS = 10_000;

    private final String url;
    private final String user;
    private final Runnable stop;

    private BenchDatabase(String url, String user, Runnable stop) {
        this.url = url;
        this.user = user;
        this.stop = stop;
    }

    /** One that was started and filled elsewhere, and stays. */
    public static BenchDatabase at(String url, String user) {
        return new BenchDatabase(url, user, () -> {});
    }

    /** Starts the server on this folder and fills the tables; so many rows are there to be exported. */
    public static BenchDatabase start(Path folder, Path binaries, int exportRows) throws Exception {
        EmbeddedPostgres postgres =
                new EmbeddedPostgres(new EmbeddedPostgresSettings(0, folder, binaries, List.of(NAME), false));
        postgres.start();
        BenchDatabase database = new BenchDatabase(postgres.jdbcUrl(NAME), postgres.user(), postgres::stop);
        try (HikariDataSource pool = database.pool(1)) {
            database.fill(pool, exportRows);
        } catch (SQLException | RuntimeException failed) {
            database.close();
            throw failed;
        }
        return database;
    }

    public String url() {
        return url;
    }

    public String user() {
        return user;
    }

    /** A pool as every contender has it. */
    public HikariDataSource pool(int connections) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url());
        pool.setUsername(user());
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(connections);
        return new HikariDataSource(pool);
    }

    /** Empties the table that is inserted into. */
    public void forgetInserts() throws SQLException {
        try (HikariDataSource pool = pool(1)) {
            execute(pool, "truncate bench_insert");
        }
    }

    public long inserted() throws SQLException {
        return count("select count(*) from bench_insert");
    }

    /** A number that this query answers. */
    public long count(String sql) throws SQLException {
        try (HikariDataSource pool = pool(1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        stop.run();
    }

    private void fill(HikariDataSource pool, int exportRows) throws SQLException {
        execute(pool, "create table bench_point (id integer primary key, payload text not null)");
        execute(
                pool,
                "insert into bench_point select n, repeat('x', 50) || n from generate_series(1, " + POINT_ROWS + ") n");
        execute(pool, "create table bench_insert (id bigserial primary key, n bigint not null, payload text not null)");
        execute(
                pool,
                "create table bench_export as select n as id, n * 7919::bigint % 1000 as quantity, 'customer ' || n as customer,"
                        + " n % 3 = 0 as paid, repeat('y', 40) as note from generate_series(1, " + exportRows + ") n");
        execute(pool, "vacuum analyze");
    }

    private static void execute(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
