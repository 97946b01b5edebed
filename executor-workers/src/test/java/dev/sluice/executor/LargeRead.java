package dev.sluice.executor;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.settings.DataSize;
import dev.sluice.schemas.result.ResultAccess;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads ten million rows into a folder and prints what that took; a process of its own, for the size of its heap. */
final class LargeRead {
    private static final long ROWS = 10_000_000;

    private LargeRead() {}

    public static void main(String[] arguments) {
        Path results = Path.of(arguments[1]);
        ResultSettings settings = new ResultSettings(
                Optional.of(ResultAccess.at(results.toString())),
                new DataSize(0),
                Duration.ofDays(1),
                results.resolveSibling("."));
        long began = System.nanoTime();
        try (ExecuteBench bench = new ExecuteBench(new PostgresEngine(), arguments[0], "postgres", settings)) {
            QueryReply outcome = bench.outcome(job());
            System.out.printf(
                    "%s, %d rows, %d MiB, %.1f s, peak heap %d MiB of %d%n%s%n",
                    outcome.getState(),
                    outcome.getRowCount(),
                    outcome.getClaimCheck() == null
                            ? 0
                            : outcome.getClaimCheck().getBytes() >> 20,
                    (System.nanoTime() - began) / 1e9,
                    peak() >> 20,
                    Runtime.getRuntime().maxMemory() >> 20,
                    outcome.getError());
        }
    }

    private static QueryJob job() {
        String sql = "SELECT g, md5(g::text), now() FROM generate_series(1, " + ROWS + ") g";
        return Jobs.job("postgresql", "db", StatementClass.READ, List.of(Jobs.statement(StatementKind.SELECT, sql)))
                .setMaxRows(ROWS)
                .setMaxBytes(Long.MAX_VALUE / 2)
                .setTimeoutMillis(Duration.ofMinutes(9).toMillis())
                .build();
    }

    /** Sum of the pools' peaks: garbage not yet collected counts too. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
