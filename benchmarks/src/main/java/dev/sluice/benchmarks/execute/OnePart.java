package dev.sluice.benchmarks.execute;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.execute.ExecuteResult.Exports;
import dev.sluice.benchmarks.execute.ExecuteResult.Inserts;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.ExportByJdbc;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.RunJob;
import dev.sluice.benchmarks.execute.job.Workload;
import dev.sluice.benchmarks.execute.own.ExecutorAlone;
import dev.sluice.benchmarks.execute.own.StatementsAlone;
import dev.sluice.benchmarks.execute.own.WholeSluice;
import dev.sluice.benchmarks.execute.peer.BareFlow;
import dev.sluice.benchmarks.execute.peer.DbSchedulerJobs;
import dev.sluice.benchmarks.execute.peer.HandWrittenWorker;
import dev.sluice.benchmarks.execute.peer.JdbcLoop;
import dev.sluice.benchmarks.execute.peer.JobRunrJobs;
import dev.sluice.benchmarks.execute.peer.ParallelConsumerWorker;
import dev.sluice.benchmarks.load.FixedThreads;
import dev.sluice.benchmarks.load.HeapPeak;
import dev.sluice.benchmarks.load.Medians;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** Measures one contender, or the statements alone, with all that is asked of it. */
final class OnePart implements ExecuteBenchmark.Parts {
    /** Ten milliseconds each on 16 connections: at best so many a second. */
    private static final int SLOW_JOBS_PER_SECOND = 100 * Contender.CONNECTIONS;

    private static final int SECONDS_OF_SLOW_JOBS = 3;

    private final Plan plan;
    private final Consumer<String> progress;

    OnePart(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public Measured measure(String part, Path folder, BenchDatabase database) throws Exception {
        return switch (part) {
            case ExecuteResult.JDBC -> of(new JdbcLoop(database), database);
            case ExecuteResult.DB_SCHEDULER -> of(new DbSchedulerJobs(database), database);
            case ExecuteResult.JOB_RUNR -> of(new JobRunrJobs(database), database);
            case ExecuteResult.STATEMENTS -> statements(database);
            case ExecuteResult.SLUICE ->
                of(
                        WholeSluice.start(
                                folder.resolve("data"),
                                folder.resolve("postgresql"),
                                database,
                                plan.delivery(),
                                plan.settings()),
                        database);
            default -> onKafka(part, folder, database);
        };
    }

    private Measured onKafka(String part, Path folder, BenchDatabase database) throws Exception {
        try (BenchBroker broker = BenchBroker.start(folder.resolve("kafka"))) {
            String servers = broker.servers();
            return switch (part) {
                case ExecuteResult.WORKER ->
                    of(
                            new HandWrittenWorker(
                                    servers, BenchBroker.WORKER, BenchBroker.WORKER_REPLIES, database, plan.delivery()),
                            database);
                case ExecuteResult.PARALLEL_CONSUMER ->
                    of(
                            new ParallelConsumerWorker(
                                    servers, BenchBroker.PARALLEL, BenchBroker.PARALLEL_REPLIES, database),
                            database);
                case ExecuteResult.BARE_FLOW -> of(bareFlow(folder, servers, database), database);
                case ExecuteResult.EXECUTOR ->
                    executor(ExecutorAlone.start(servers, database, plan.delivery(), plan.settings()), database);
                default -> throw new IllegalArgumentException("there is no " + part);
            };
        }
    }

    private Measured of(Contender contender, BenchDatabase database) throws Exception {
        try (contender) {
            return Measured.of(standing(contender, database));
        }
    }

    private Measured executor(ExecutorAlone executor, BenchDatabase database) throws Exception {
        try (executor) {
            Standing standing = standing(executor, database);
            return new Measured(standing, busyFraction(executor), Double.NaN, null, exports(executor, database));
        }
    }

    private Measured statements(BenchDatabase database) throws Exception {
        return new Measured(null, Double.NaN, reads(database), inserts(database), null);
    }

    private Standing standing(Contender contender, BenchDatabase database) throws Exception {
        return new ContenderRounds(plan, database, progress).measure(contender);
    }

    private BareFlow bareFlow(Path folder, String servers, BenchDatabase database) throws Exception {
        return BareFlow.start(
                servers,
                folder.resolve("bare"),
                BenchBroker.BARE,
                BenchBroker.BARE_JOBS,
                BenchBroker.BARE_REPLIES,
                database,
                plan.delivery());
    }

    private double busyFraction(ExecutorAlone executor) throws Exception {
        long seconds = Math.max(1, Math.min(SECONDS_OF_SLOW_JOBS, plan.round().toMillis() * 3 / 1000));
        double fraction = executor.busyFraction((int) (SLOW_JOBS_PER_SECOND * seconds));
        progress.accept(String.format(
                Locale.ROOT, "  backlog of 10 ms statements: statements run in %.3f of all slots", fraction));
        return fraction;
    }

    private double reads(BenchDatabase database) throws Exception {
        FixedThreads threads = new FixedThreads(Contender.CONNECTIONS, plan.round());
        try (StatementsAlone alone = new StatementsAlone(database)) {
            return median(threads, "with the session begun and ended as the executor does", alone::read);
        }
    }

    private Inserts inserts(BenchDatabase database) throws Exception {
        FixedThreads threads = new FixedThreads(Contender.CONNECTIONS, plan.round());
        try (HikariDataSource pool = database.pool(Contender.CONNECTIONS);
                StatementsAlone alone = new StatementsAlone(database)) {
            RunJob run = new RunJob(pool);
            return new Inserts(
                    median(threads, "each committing by itself", () -> insert(run, false)),
                    median(threads, "in a transaction of its own", () -> insert(run, true)),
                    median(threads, "and a row of the ledger, in one round trip", alone::bare),
                    median(threads, "and its session begun and ended as promised, in that round trip", alone::clean),
                    median(threads, "with the ledger", alone::once));
        }
    }

    private static void insert(RunJob run, boolean transaction) throws Exception {
        Question question = Question.of(Workload.INSERT);
        run.insert(question.id(), question.workload().sql(), question.parameter(), transaction);
    }

    /** Little code is warm soon: a quarter of what a contender gets at least. */
    private double median(FixedThreads threads, String what, FixedThreads.Action action) throws Exception {
        double[] perSecond = new double[plan.rounds()];
        long began = System.nanoTime();
        while (System.nanoTime() - began < plan.warmUp().shortest().toNanos() / 4) {
            threads.measure(action);
        }
        for (int round = 0; round < perSecond.length; round++) {
            perSecond[round] = threads.measure(action);
        }
        double median = Medians.of(perSecond);
        progress.accept(String.format(Locale.ROOT, "  %s: %,.0f/s", what, median));
        return median;
    }

    private Exports exports(ExecutorAlone executor, BenchDatabase database) throws Exception {
        progress.accept(String.format(Locale.ROOT, "export of %,d rows", plan.exportRows()));
        double[] jdbc = new double[plan.rounds()];
        double[] own = new double[plan.rounds()];
        try (HikariDataSource pool = database.pool(1);
                HeapPeak heap = new HeapPeak()) {
            for (int round = -1; round < plan.rounds(); round++) { // the first warms up
                double perSecond = executor.export(plan.exportRows());
                if (round >= 0) {
                    own[round] = perSecond;
                }
            }
            double peak = heap.mebibytes();
            for (int round = -1; round < plan.rounds(); round++) {
                double perSecond = byJdbc(pool);
                if (round >= 0) {
                    jdbc[round] = perSecond;
                }
            }
            Exports measured = new Exports(Medians.of(jdbc), Medians.of(own), heap.before(), peak);
            progress.accept(String.format(
                    Locale.ROOT, "  JDBC %,.0f rows/s, executor %,.0f rows/s", measured.jdbc(), measured.executor()));
            return measured;
        }
    }

    private double byJdbc(HikariDataSource pool) throws Exception {
        long began = System.nanoTime();
        long rows = new ExportByJdbc(pool).run();
        if (rows != plan.exportRows()) {
            throw new IllegalStateException("JDBC read %,d of %,d rows".formatted(rows, plan.exportRows()));
        }
        return rows * 1e9 / (System.nanoTime() - began);
    }
}
