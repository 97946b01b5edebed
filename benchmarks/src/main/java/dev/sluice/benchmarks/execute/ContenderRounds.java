package dev.sluice.benchmarks.execute;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.benchmarks.execute.Plan.WarmUp;
import dev.sluice.benchmarks.execute.job.Backlog;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.Workload;
import dev.sluice.benchmarks.load.HeapPeak;
import dev.sluice.benchmarks.load.Medians;
import dev.sluice.benchmarks.load.OpenLoop;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How one contender is measured: warmed up with growing backlogs until its rates rise no more, then so many rounds for each statement, each a backlog of about the same
 * time, then latency at a fixed rate. Writes are counted in the database afterwards.
 */
final class ContenderRounds {
    private static final List<Workload> WORKLOADS =
            List.of(Workload.POINT_SELECT, Workload.INSERT, Workload.HUNDRED_ROWS);
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    /** Null where nothing is compiled. */
    private static final @Nullable CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private static final int FIRST_BACKLOG = 200;
    private static final int LARGEST_BACKLOG = 100_000;
    private static final double MICROS_PER_MILLI = 1000;
    /** How many times shorter the warm-up of a statement is that comes after another. */
    private static final int LATER_STATEMENTS = 4;

    private final Plan plan;
    private final BenchDatabase database;
    private final Consumer<String> progress;
    private long inserts;

    ContenderRounds(Plan plan, BenchDatabase database, Consumer<String> progress) {
        this.plan = plan;
        this.database = database;
        this.progress = progress;
    }

    Standing measure(Contender contender) throws Exception {
        database.forgetInserts();
        Map<Workload, Rate> rates = new EnumMap<>(Workload.class);
        for (Workload workload : WORKLOADS) {
            rates.put(workload, rate(contender, workload));
        }
        verifyInserts(contender);
        Histogram micros =
                new OpenLoop(plan.perSecond(), plan.round().multipliedBy(2)).measure(() -> askOne(contender));
        double p50 = micros.getValueAtPercentile(50) / MICROS_PER_MILLI;
        double p99 = micros.getValueAtPercentile(99) / MICROS_PER_MILLI;
        progress.accept(String.format(Locale.ROOT, "  at %d/s: p50 %.1f ms, p99 %.1f ms", plan.perSecond(), p50, p99));
        return new Standing(rates, p50, p99);
    }

    private Rate rate(Contender contender, Workload workload) throws Exception {
        int jobs = warmUp(contender, workload);
        double[] perSecond = new double[plan.rounds()];
        try (HeapPeak heap = new HeapPeak()) {
            long cpu = SYSTEM.getProcessCpuTime();
            for (int round = 0; round < perSecond.length; round++) {
                perSecond[round] = backlog(contender, workload, jobs);
            }
            double seconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
            Rate rate = new Rate(Medians.of(perSecond), (long) jobs * perSecond.length, seconds, heap.mebibytes());
            progress.accept(String.format(
                    Locale.ROOT,
                    "  %s: %,.0f/s, median of %d backlogs of %,d",
                    workload.title(),
                    rate.perSecond(),
                    perSecond.length,
                    jobs));
            return rate;
        }
    }

    /** Returns how many jobs a backlog needs in order to last a round. The first statement is warmed up longest. */
    private int warmUp(Contender contender, Workload workload) throws Exception {
        int share = workload == WORKLOADS.getFirst() ? 1 : LATER_STATEMENTS;
        WarmUp warmUp = plan.warmUp();
        var steadiness = new Steadiness(
                new WarmUp(warmUp.shortest().dividedBy(share), warmUp.longest().dividedBy(share)));
        long began = System.nanoTime();
        // So many that even of a slow contender more is seen than its latency: a job for each millisecond.
        double smallest = plan.round().toMillis();
        int jobs = FIRST_BACKLOG;
        do {
            double perSecond = backlog(contender, workload, jobs);
            steadiness.add(Duration.ofNanos(System.nanoTime() - began), perSecond, compiled());
            double wanted = perSecond * plan.round().toMillis() / 1000;
            // A small backlog tells little: no more than four times as many at a time.
            jobs = (int) Math.max(smallest, Math.min(wanted, Math.min(jobs * 4.0, LARGEST_BACKLOG)));
        } while (!steadiness.reached());
        return jobs;
    }

    private static Duration compiled() {
        return COMPILER == null ? Duration.ZERO : Duration.ofMillis(COMPILER.getTotalCompilationTime());
    }

    private double backlog(Contender contender, Workload workload, int jobs) throws Exception {
        if (workload == Workload.INSERT) {
            inserts += jobs;
        }
        return new Backlog(workload, jobs).measure(contender);
    }

    private void verifyInserts(Contender contender) throws Exception {
        long rows = database.inserted();
        long recorded = contender.recordedWrites(inserts);
        if (rows != inserts || recorded != inserts) {
            throw new IllegalStateException(
                    "%,d inserts were asked, %,d rows are there, %,d are recorded".formatted(inserts, rows, recorded));
        }
    }

    private static CompletableFuture<?> askOne(Contender contender) {
        Question question = Question.of(Workload.POINT_SELECT);
        try {
            contender.ready(List.of(question)).ask();
        } catch (Exception failed) {
            question.answer().completeExceptionally(failed);
        }
        return question.answer();
    }
}
