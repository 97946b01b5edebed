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
import dev.sluice.benchmarks.load.ProcessorUse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What is measured when: contenders one after the other on one database, those that need Kafka on one broker, the whole of Sluice last. */
final class ExecuteBenchmark {
    /** Ten milliseconds each on 16 connections: at best so many a second. */
    private static final int SLOW_JOBS_PER_SECOND = 100 * Contender.CONNECTIONS;

    private static final int SECONDS_OF_SLOW_JOBS = 3;
    private static final int WARM_UP_ROUNDS = 5;

    private final Plan plan;
    private final Consumer<String> progress;
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private double busyFraction;
    private Exports exports = new Exports(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    ExecuteBenchmark(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    ExecuteResult run(Path folder) throws Exception {
        double others = ProcessorUse.ofOthers();
        Path binaries = folder.resolve("postgresql");
        progress.accept("start PostgreSQL and fill its tables");
        try (BenchDatabase database = BenchDatabase.start(folder.resolve("database"), binaries, plan.exportRows())) {
            measure(ExecuteResult.JDBC, database, new JdbcLoop(database));
            onKafka(folder, database);
            measure(ExecuteResult.DB_SCHEDULER, database, new DbSchedulerJobs(database));
            measure(ExecuteResult.JOB_RUNR, database, new JobRunrJobs(database));
            double reads = reads(database);
            Inserts inserts = inserts(database);
            progress.accept("start Sluice");
            Path data = folder.resolve("data");
            measure(
                    ExecuteResult.SLUICE,
                    database,
                    WholeSluice.start(data, binaries, database, plan.delivery(), plan.settings()));
            return new ExecuteResult(plan, others, standings, busyFraction, reads, inserts, exports);
        }
    }

    private void onKafka(Path folder, BenchDatabase database) throws Exception {
        progress.accept("start a broker");
        try (BenchBroker broker = BenchBroker.start(folder.resolve("kafka"))) {
            String servers = broker.servers();
            measure(
                    ExecuteResult.WORKER,
                    database,
                    new HandWrittenWorker(
                            servers, BenchBroker.WORKER, BenchBroker.WORKER_REPLIES, database, plan.delivery()));
            measure(
                    ExecuteResult.PARALLEL_CONSUMER,
                    database,
                    new ParallelConsumerWorker(servers, BenchBroker.PARALLEL, BenchBroker.PARALLEL_REPLIES, database));
            measure(ExecuteResult.BARE_FLOW, database, bareFlow(folder, servers, database));
            ExecutorAlone executor = ExecutorAlone.start(servers, database, plan.delivery(), plan.settings());
            try (executor) {
                standings.put(ExecuteResult.EXECUTOR, standing(ExecuteResult.EXECUTOR, database, executor));
                busyFraction = busyFraction(executor);
                exports = exports(executor, database);
            }
        }
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

    private void measure(String name, BenchDatabase database, Contender contender) throws Exception {
        try (contender) {
            standings.put(name, standing(name, database, contender));
        }
    }

    private Standing standing(String name, BenchDatabase database, Contender contender) throws Exception {
        progress.accept(name);
        return new ContenderRounds(plan, database, progress).measure(contender);
    }

    private double busyFraction(ExecutorAlone executor) throws Exception {
        long seconds = Math.max(1, Math.min(SECONDS_OF_SLOW_JOBS, plan.round().toMillis() * 3 / 1000));
        double fraction = executor.busyFraction((int) (SLOW_JOBS_PER_SECOND * seconds));
        progress.accept(String.format(
                Locale.ROOT, "  backlog of 10 ms statements: statements run in %.3f of all slots", fraction));
        return fraction;
    }

    private double reads(BenchDatabase database) throws Exception {
        progress.accept("point selects in the database alone");
        FixedThreads threads = new FixedThreads(Contender.CONNECTIONS, plan.round());
        try (StatementsAlone alone = new StatementsAlone(database)) {
            return median(threads, "with the session begun and ended as the executor does", alone::read);
        }
    }

    private Inserts inserts(BenchDatabase database) throws Exception {
        progress.accept("inserts in the database alone, without and with the ledger");
        FixedThreads threads = new FixedThreads(Contender.CONNECTIONS, plan.round());
        try (HikariDataSource pool = database.pool(Contender.CONNECTIONS);
                StatementsAlone alone = new StatementsAlone(database)) {
            RunJob run = new RunJob(pool);
            return new Inserts(
                    median(threads, "each committing by itself", () -> insert(run, false)),
                    median(threads, "in a transaction of its own", () -> insert(run, true)),
                    median(threads, "and a row of the ledger, in one round trip", alone::bare),
                    median(threads, "with the ledger", alone::once));
        }
    }

    private static void insert(RunJob run, boolean transaction) throws Exception {
        Question question = Question.of(Workload.INSERT);
        run.insert(question.id(), question.workload().sql(), question.parameter(), transaction);
    }

    /** The first rounds warm up: by now driver and server have been at it for a quarter of an hour. */
    private double median(FixedThreads threads, String what, FixedThreads.Action action) throws Exception {
        double[] perSecond = new double[plan.rounds()];
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
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
