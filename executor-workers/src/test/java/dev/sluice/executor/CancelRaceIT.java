package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** FAULTS F2 44: a cancel arrives at the moment when its statement ends, on connections that other jobs use next. */
@ParameterizedClass
@EnumSource(
        value = ContractSubject.class,
        names = {"POSTGRESQL", "MARIADB", "MYSQL", "SQLITE"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CancelRaceIT {
    private static final int RUNNERS = 3;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private ContractSubject on;

    @SuppressWarnings("NullAway.Init")
    private ContractSubject.Server server;

    @SuppressWarnings("NullAway.Init")
    private ExecuteBench jobs;

    private final ScheduledExecutorService cancels = Executors.newScheduledThreadPool(2);
    private final ExecutorService runners = Executors.newFixedThreadPool(RUNNERS + 1);

    @BeforeParameterizedClassInvocation
    void start() throws Exception {
        server = on.open("race");
        jobs = new ExecuteBench(on.engine(), server.url(), server.user());
        assertThat(jobs.outcome(on.write(StatementKind.CREATE_TABLE, "CREATE TABLE race(n INTEGER)"))
                        .getError())
                .isNull();
    }

    @AfterAll
    void stop() throws Exception {
        cancels.shutdownNow();
        runners.shutdownNow();
        jobs.close();
        server.resource().close();
    }

    @Test
    void a_cancel_that_races_the_end_ends_its_own_job_or_none() throws Exception {
        race(on == ContractSubject.POSTGRESQL ? 300 : 100);
    }

    @Test
    @Tag("fault")
    void ten_thousand_cancels_that_race_the_end_end_their_own_jobs_or_none() throws Exception {
        race(10_000);
    }

    private void race(int rounds) throws Exception {
        Map<Integer, JobState> writes = new ConcurrentHashMap<>();
        Map<Integer, JobState> reads = new ConcurrentHashMap<>();
        Aim atWrites = new Aim();
        Aim atReads = new Aim();
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> racing = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            racing.add(runners.submit(() -> {
                for (int n = next.getAndIncrement(); n < rounds; n = next.getAndIncrement()) {
                    boolean write = n % 2 == 0;
                    (write ? writes : reads).put(n, write ? raced(inserting(n), atWrites) : raced(reading(), atReads));
                }
            }));
        }

        assertThat(othersUntilDone(racing)).as("others").containsOnly(JobState.SUCCEEDED);

        assertThat(writes.size() + reads.size()).isEqualTo(rounds);
        assertThat(writes.values()).containsOnly(JobState.SUCCEEDED, JobState.CANCELLED);
        assertThat(reads.values()).containsOnly(JobState.SUCCEEDED, JobState.CANCELLED);
        assertThat(effects()).as("one of each that succeeded, none of the rest").isEqualTo(succeeded(writes));
        assertThat(jobs.outcome(on.write(StatementKind.DELETE, "DELETE FROM race"))
                        .getState())
                .isEqualTo(JobState.SUCCEEDED);
    }

    /** How the jobs ended that nobody cancelled. */
    private Set<JobState> othersUntilDone(List<Future<?>> racing) throws Exception {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        while (!racing.stream().allMatch(Future::isDone)) {
            states.add(ended(attempt(reading())).getState());
        }
        for (Future<?> runner : racing) {
            runner.get();
        }
        return states;
    }

    private static List<String> succeeded(Map<Integer, JobState> writes) {
        return writes.entrySet().stream()
                .filter(write -> write.getValue() == JobState.SUCCEEDED)
                .map(write -> "[" + write.getKey() + "]")
                .sorted()
                .toList();
    }

    private List<String> effects() {
        String rows = jobs.rows(on.read("SELECT n FROM race"));
        String inner = rows.substring(1, rows.length() - 1);
        return inner.isEmpty()
                ? List.of()
                : Arrays.stream(inner.split(",", -1)).sorted().toList();
    }

    private JobState raced(QueryJob job, Aim aim) {
        Attempt attempt = attempt(job);
        ScheduledFuture<?> cancel =
                cancels.schedule(() -> attempt.stop(Stop.CANCELLED), aim.delayNanos(), TimeUnit.NANOSECONDS);
        JobState state = ended(attempt).getState();
        cancel.cancel(false);
        aim.learn(state);
        return state;
    }

    private Attempt attempt(QueryJob job) {
        return jobs.attempt(job, false);
    }

    /** As the dispatcher does, sends a job anew that was given back. */
    private QueryReply ended(Attempt attempt) {
        TryResult result = jobs.run(attempt);
        while (!(result instanceof TryResult.Ended)) {
            result = jobs.run(attempt);
        }
        return ((TryResult.Ended) result).outcome();
    }

    private QueryJob inserting(int n) {
        return on.write(StatementKind.INSERT, "INSERT INTO race " + working(n));
    }

    /** Always the same text, so that its end goes along with it where an engine has that for what is known to be short. */
    private QueryJob reading() {
        return on.read(working(1));
    }

    /** Takes as long as a cancel is on its way, more or less. */
    private String working(int n) {
        return switch (on) {
            case POSTGRESQL -> "SELECT " + n + " FROM pg_sleep(random() * 0.004)";
            case MARIADB, MYSQL -> "SELECT " + n + " FROM (SELECT SLEEP(RAND() * 0.004) AS s) AS pause WHERE s < 2";
            case SQLITE ->
                "SELECT " + n + " WHERE (WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c"
                        + " WHERE i < 20000) SELECT count(*) FROM c) > 0";
            case DB2 -> throw new IllegalStateException("not raced");
        };
    }

    /** Brings cancels to where about half of them come in time, whatever a job takes on this machine. */
    private static final class Aim {
        private static final double STEP = 1.25;

        private double latestNanos = TimeUnit.MILLISECONDS.toNanos(8);

        synchronized long delayNanos() {
            return (long) (ThreadLocalRandom.current().nextDouble() * latestNanos);
        }

        synchronized void learn(JobState ended) {
            latestNanos = ended == JobState.CANCELLED ? latestNanos * STEP : latestNanos / STEP;
        }
    }
}
