package dev.sluice.executor.once;

import dev.sluice.executor.Jobs;
import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterType;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes that leave their own id behind, once for each of their statements. */
final class Effects {
    private static final String INSERT = "INSERT INTO effect(job, part) VALUES (?, %d)";

    private Effects() {}

    static QueryJob single(String engine) {
        return write(engine, INSERT.formatted(1));
    }

    static QueryJob transaction(String engine) {
        return write(engine, INSERT.formatted(1) + WatchedConnection.FIRST, INSERT.formatted(2), INSERT.formatted(3));
    }

    /** One that leaves time for something to happen to it, where there is a server. */
    static QueryJob slow(String engine, double seconds) {
        String pause = engine.equals("postgresql") ? "pg_sleep(%s)" : "(SELECT SLEEP(%s)) AS pause";
        return write(engine, "INSERT INTO effect(job, part) SELECT ?, 1 FROM " + pause.formatted(seconds));
    }

    /** A call of a procedure, which may commit by itself; PostgreSQL's alone. */
    static QueryJob call(String sql) {
        return Jobs.job(
                        "postgresql",
                        "postgresql",
                        StatementClass.WRITE,
                        List.of(Jobs.statement(StatementKind.CALL, sql)))
                .build();
    }

    /** One that ends every executor that runs it. */
    static QueryJob deadly(String engine) {
        return write(engine, INSERT.formatted(1) + WatchedConnection.DEADLY);
    }

    /** One that has a value made which no heap of ours takes; SQLite's alone. */
    static QueryJob hungry() {
        return write("sqlite", INSERT.formatted(1) + " RETURNING zeroblob(300000000)");
    }

    /** So many, of one statement and of several by turns. */
    static List<QueryJob> some(String engine, int jobs) {
        return Stream.iterate(0, i -> i + 1)
                .limit(jobs)
                .map(i -> i % 2 == 0 ? transaction(engine) : single(engine))
                .toList();
    }

    private static QueryJob write(String engine, String... statements) {
        QueryJob job = Jobs.job(engine, engine, StatementClass.WRITE, List.of()).build();
        List<JobStatement> all = new ArrayList<>();
        for (String sql : statements) {
            all.add(Jobs.statement(StatementKind.INSERT, sql, Jobs.parameter(ParameterType.TEXT, job.getJobId())));
        }
        return QueryJob.newBuilder(job).setStatements(all).build();
    }
}
