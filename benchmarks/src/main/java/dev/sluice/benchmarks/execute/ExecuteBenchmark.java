package dev.sluice.benchmarks.execute;

import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.load.ProcessorUse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What is measured when: one part after the other on one database, each on a broker of its own if it needs one. */
final class ExecuteBenchmark {
    private static final List<String> PARTS = List.of(
            ExecuteResult.JDBC,
            ExecuteResult.WORKER,
            ExecuteResult.PARALLEL_CONSUMER,
            ExecuteResult.BARE_FLOW,
            ExecuteResult.EXECUTOR,
            ExecuteResult.DB_SCHEDULER,
            ExecuteResult.JOB_RUNR,
            ExecuteResult.STATEMENTS,
            ExecuteResult.SLUICE);

    private final Plan plan;
    private final Parts parts;
    private final Consumer<String> progress;

    ExecuteBenchmark(Plan plan, Parts parts, Consumer<String> progress) {
        this.plan = plan;
        this.parts = parts;
        this.progress = progress;
    }

    /** Who measures a part, on this database and in a folder of its own. */
    @FunctionalInterface
    interface Parts {
        Measured measure(String part, Path folder, BenchDatabase database) throws Exception;
    }

    ExecuteResult run(Path folder) throws Exception {
        double others = ProcessorUse.ofOthers();
        progress.accept("start PostgreSQL and fill its tables");
        Path binaries = folder.resolve("postgresql");
        try (BenchDatabase database = BenchDatabase.start(folder.resolve("database"), binaries, plan.exportRows())) {
            Map<String, Measured> measured = new LinkedHashMap<>();
            for (String part : PARTS) {
                progress.accept(part);
                measured.put(part, parts.measure(part, folder.resolve("part-" + measured.size()), database));
            }
            return result(others, measured);
        }
    }

    private ExecuteResult result(double others, Map<String, Measured> measured) {
        Map<String, Standing> standings = new LinkedHashMap<>();
        measured.forEach((part, found) -> {
            if (found.standing() != null) {
                standings.put(part, found.standing());
            }
        });
        Measured executor = Objects.requireNonNull(measured.get(ExecuteResult.EXECUTOR));
        Measured statements = Objects.requireNonNull(measured.get(ExecuteResult.STATEMENTS));
        return new ExecuteResult(
                plan,
                others,
                standings,
                executor.busyFraction(),
                statements.cleanReads(),
                Objects.requireNonNull(statements.inserts()),
                Objects.requireNonNull(executor.exports()));
    }
}
