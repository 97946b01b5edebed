package dev.sluice.standalone.demo.workload;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterValue;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Requests that must be refused, each with its code, while everybody else's jobs go on. */
final class BadRequests {
    /** Well above the longest SQL that is accepted, well below the largest record that Kafka takes. */
    private static final int OVERSIZED = 600 * 1024;

    private BadRequests() {}

    static Stream<DemoJob> of(String postgres, String sqlite) {
        return Stream.of(postgres, sqlite)
                .flatMap(database -> Stream.of(
                        job("syntax error", database, "select * form orders", List.of(), ErrorCode.SYNTAX_ERROR),
                        job(
                                "unknown table",
                                database,
                                "select * from no_such_table",
                                List.of(),
                                ErrorCode.UNKNOWN_OBJECT),
                        job(
                                "missing parameter",
                                database,
                                "select * from nation where n_nationkey = ?",
                                List.of(),
                                ErrorCode.INVALID_PARAMETERS),
                        oversized(database)))
                .mapMulti((job, out) -> {
                    out.accept(job);
                    out.accept(job.through(DemoJob.Door.REST));
                });
    }

    /** Those that concern no engine, or one alone. */
    static Stream<DemoJob> ofOne(String postgres) {
        return Stream.of(
                job(
                        "wrong parameter type",
                        postgres,
                        "select * from orders where o_orderkey = cast(? as bigint)",
                        List.of(Bind.text("seven")),
                        ErrorCode.DATA_ERROR),
                job(
                        "parameter is no date",
                        postgres,
                        "select count(*) from orders where o_orderdate = ?",
                        List.of(Bind.date("the day after")),
                        ErrorCode.INVALID_PARAMETERS,
                        ErrorCode.DATA_ERROR),
                job("unknown database", "no_such_database", "select 1", List.of(), ErrorCode.UNKNOWN_DATABASE));
    }

    private static DemoJob oversized(String database) {
        String sql = "select '" + "x".repeat(OVERSIZED) + "'";
        return job("oversized SQL", database, sql, List.of(), ErrorCode.SQL_TOO_LONG, ErrorCode.INVALID_REQUEST);
    }

    private static DemoJob job(
            String name, String database, String sql, List<ParameterValue> parameters, ErrorCode... codes) {
        return new DemoJob(
                name,
                Tenant.ANALYTICS,
                database,
                sql,
                parameters,
                new Expected.Refusal(Set.of(codes)),
                DemoJob.Door.KAFKA);
    }
}
