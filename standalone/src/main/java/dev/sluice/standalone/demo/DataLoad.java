package dev.sluice.standalone.demo;

import dev.sluice.standalone.cli.print.ProgressBar;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.demo.tpch.LoadStep;
import dev.sluice.standalone.demo.tpch.PostgresLoad;
import dev.sluice.standalone.demo.tpch.SqlScript;
import dev.sluice.standalone.demo.tpch.SqliteLoad;
import dev.sluice.standalone.demo.workload.Workload;
import dev.sluice.standalone.demo.workload.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/** Fills both databases: TPC-H, and the tables that the demo writes to. Shows how far it is. */
final class DataLoad {
    private final double scale;
    private final Workload workload;
    private final Screen screen;
    private final InstantSource clock;

    DataLoad(double scale, Workload workload, Screen screen, InstantSource clock) {
        this.scale = scale;
        this.workload = workload;
        this.screen = screen;
        this.clock = clock;
    }

    /** Calls back as soon as the first job's table is there. */
    void postgres(Connection connection, Runnable firstTableThere) throws SQLException {
        SqlScript.run(connection, DataLoad.class, "writes/postgresql.sql");
        Writes.prepareCounters(connection, workload.postgresWrites());
        run("TPC-H → PostgreSQL", progress -> {
            Consumer<LoadStep> watched = step -> {
                progress.accept(step);
                if (step.complete() && step.table().equals("nation")) {
                    firstTableThere.run();
                }
            };
            new PostgresLoad(scale, watched).into(connection);
        });
    }

    void sqlite(Connection connection) throws SQLException {
        SqlScript.run(connection, DataLoad.class, "writes/sqlite.sql");
        Writes.prepareCounters(connection, workload.sqliteWrites());
        run("TPC-H → SQLite    ", progress -> new SqliteLoad(scale, progress).into(connection));
    }

    private interface Load {
        void with(Consumer<LoadStep> progress) throws SQLException;
    }

    private void run(String label, Load load) throws SQLException {
        ProgressBar bar = new ProgressBar(screen, clock, label);
        long started = System.nanoTime();
        long[] rows = new long[1];
        load.with(step -> {
            rows[0] = Math.max(rows[0], step.table().equals("indexes") ? 0 : step.rows());
            bar.about(step.rows(), step.expectedRows(), step.table());
        });
        bar.done(String.format(Locale.ROOT, "%,d rows in %.1f s", rows[0], (System.nanoTime() - started) / 1e9));
    }
}
