package dev.sluice.standalone.demo.workload;

import dev.sluice.standalone.demo.tpch.TpchQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything that the demo submits. Immutable.
 *
 * @param postgres name of the PostgreSQL database
 * @param sqlite name of the SQLite database
 * @param pointSelects over both databases, three of four on PostgreSQL
 * @param writes over both databases, four of five on PostgreSQL, for SQLite has one writer
 */
public record Workload(String postgres, String sqlite, int pointSelects, int writes) {
    private static final long SEED = 22;
    private static final int EVERY_BY_REST = 100;

    /** The first job of all; it needs one small table. */
    public DemoJob first() {
        return new DemoJob(
                "first look",
                Tenant.CHECKOUT,
                postgres,
                "select n_nationkey, n_name, n_regionkey from nation order by n_nationkey",
                List.of(),
                new Expected.Rows(true),
                DemoJob.Door.KAFKA);
    }

    /** Jobs that read and write PostgreSQL, mixed, the same mix each time. */
    public List<DemoJob> onPostgres() {
        return mixed(Stream.of(
                        tpch("postgresql", postgres),
                        PointSelects.of(postgres, pointSelects - pointSelects / 4),
                        Writes.of(postgres, postgresWrites()),
                        BadRequests.ofOne(postgres))
                .flatMap(UnaryOperator.identity()));
    }

    /** Jobs for SQLite, and the bad requests to both. */
    public List<DemoJob> onSqlite() {
        return mixed(Stream.of(
                        tpch("sqlite", sqlite),
                        PointSelects.of(sqlite, pointSelects / 4),
                        Writes.of(sqlite, sqliteWrites()),
                        BadRequests.of(postgres, sqlite))
                .flatMap(UnaryOperator.identity()));
    }

    public int postgresWrites() {
        return writes - sqliteWrites();
    }

    public int sqliteWrites() {
        return writes / 5;
    }

    private static Stream<DemoJob> tpch(String engine, String database) {
        return TpchQuery.of(engine).stream()
                .map(query -> new DemoJob(
                        "TPC-H " + query.name(),
                        Tenant.inTurn(query.number()),
                        database,
                        query.sql(),
                        List.of(),
                        new Expected.Rows(query.ordered()),
                        DemoJob.Door.KAFKA));
    }

    private static List<DemoJob> mixed(Stream<DemoJob> jobs) {
        List<DemoJob> mixed = new ArrayList<>(jobs.toList());
        Collections.shuffle(mixed, new Random(SEED));
        return IntStream.range(0, mixed.size())
                .mapToObj(i -> i % EVERY_BY_REST == 0 ? mixed.get(i).through(DemoJob.Door.REST) : mixed.get(i))
                .toList();
    }
}
