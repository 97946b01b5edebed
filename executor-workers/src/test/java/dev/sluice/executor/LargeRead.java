package dev.sluice.executor;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ClaimCheck;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.settings.DataSize;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.schemas.result.ResultAccess;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Runs a read as often as it is told, on as many slots at once, with the rows going into a folder, and prints what became of each and what
 * it took; a process of its own, for the size of its heap.
 */
final class LargeRead {
    private LargeRead() {}

    public static void main(String[] arguments) throws Exception {
        Engine engine = engine(arguments[0]);
        Path results = Path.of(arguments[3]);
        int jobs = Integer.parseInt(arguments[4]);
        int slots = Integer.parseInt(arguments[5]);
        DatabaseSettings database = new DatabaseSettings(
                "db", engine.name(), arguments[1], arguments[2], new Secret(""), Map.of(Lane.FAST, slots));
        ResultSettings settings = new ResultSettings(
                Optional.of(ResultAccess.at(results.toString())),
                new DataSize(0),
                Duration.ofDays(1),
                results.resolveSibling("."));
        long began = System.nanoTime();
        try (ExecuteBench bench = new ExecuteBench(engine, database, settings);
                ExecutorService threads = Executors.newFixedThreadPool(slots)) {
            List<Callable<QueryReply>> all = IntStream.range(0, jobs)
                    .mapToObj(i -> (Callable<QueryReply>) () -> outcome(bench, job(engine.name(), arguments[6])))
                    .toList();
            for (Future<QueryReply> outcome : threads.invokeAll(all)) {
                System.out.println(line(outcome.get()));
            }
        }
        System.out.printf(
                "%.1f s, peak heap %d MiB of %d%n",
                (System.nanoTime() - began) / 1e9,
                peak() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static Engine engine(String name) {
        return ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A job that is given back comes again, as it would from the dispatcher. */
    private static QueryReply outcome(ExecuteBench bench, QueryJob job) {
        TryResult result = bench.run(bench.attempt(job, false));
        while (result instanceof TryResult.Released) {
            result = bench.run(bench.attempt(job, false));
        }
        return ((TryResult.Ended) result).outcome();
    }

    private static String line(QueryReply outcome) {
        ClaimCheck check = outcome.getClaimCheck();
        return "%s %d rows, %s %s %s %s"
                .formatted(
                        outcome.getState(),
                        outcome.getRowCount(),
                        outcome.getTruncated(),
                        outcome.getSha256(),
                        check == null ? "" : check.getUri(),
                        outcome.getError() == null ? "" : outcome.getError().getCode());
    }

    private static QueryJob job(String engine, String sql) {
        return Jobs.job(engine, "db", StatementClass.READ, List.of(Jobs.statement(StatementKind.SELECT, sql)))
                .setMaxRows(100_000_000)
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
