package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Isolation;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.SessionFailure;
import dev.sluice.message.SessionOptions;
import dev.sluice.message.StatementKind;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** FAULTS F2 42: jobs that are really in each other's way, on real servers. */
@ParameterizedClass
@EnumSource(
        value = ContractSubject.class,
        names = {"POSTGRESQL", "MARIADB"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConflictIT {
    /** In most rounds the jobs meet; on a busy machine one may be over before the other begins. */
    private static final int MOST_ROUNDS = 50;

    private static final Isolation SNAPSHOT = Isolation.REPEATABLE_READ;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private ContractSubject on;

    @SuppressWarnings("NullAway.Init")
    private ContractSubject.Server server;

    @SuppressWarnings("NullAway.Init")
    private ExecuteBench jobs;

    private final Queue<ErrorCode> triedAgainFor = new ConcurrentLinkedQueue<>();

    @BeforeParameterizedClassInvocation
    void start() throws Exception {
        server = on.open("conflict");
        jobs = new ExecuteBench(on.engine(), server.url(), server.user());
        succeeds(on.write(StatementKind.CREATE_TABLE, "CREATE TABLE account(name varchar(20) PRIMARY KEY, n integer)"));
        if (on == ContractSubject.MARIADB) {
            // Releases from 11.6 on come with it; before, a snapshot does not keep anybody from writing over what it
            // does not show.
            succeeds(
                    on.write(
                            StatementKind.OTHER,
                            "CREATE FUNCTION strict() RETURNS int BEGIN SET SESSION innodb_snapshot_isolation = ON; RETURN 1; END"));
        }
    }

    @BeforeEach
    void empty() {
        triedAgainFor.clear();
        succeeds(on.write(StatementKind.DELETE, "DELETE FROM account"));
        succeeds(on.write(StatementKind.INSERT, "INSERT INTO account VALUES ('left', 0), ('right', 0)"));
    }

    @AfterAll
    void stop() throws Exception {
        jobs.close();
        server.resource().close();
    }

    @Test
    void jobs_that_deadlock_are_tried_again_and_take_effect_once_each() {
        int rounds = roundsUntil(
                ErrorCode.DEADLOCK,
                () -> job(Isolation.DEFAULT, increment("left"), pause(), increment("right")),
                () -> job(Isolation.DEFAULT, increment("right"), pause(), increment("left")));

        assertThat(balances()).isEqualTo("[[" + 2 * rounds + "],[" + 2 * rounds + "]]");
    }

    @Test
    void jobs_that_write_over_what_their_snapshots_do_not_show_are_tried_again_and_take_effect_once_each() {
        Supplier<QueryJob> job = () -> job(SNAPSHOT, strict(), look(), pause(), increment("left"));

        int rounds = roundsUntil(ErrorCode.SERIALIZATION_FAILURE, job, job);

        assertThat(balances()).isEqualTo("[[" + 2 * rounds + "],[0]]");
    }

    /** Each counts what the other adds, so that there is no order in which both could have run; the server finds out at the commit. */
    @Test
    void jobs_that_no_order_explains_are_tried_again_and_take_effect_once_each() {
        assumeTrue(on == ContractSubject.POSTGRESQL, "MariaDB locks what a serializable transaction reads");
        Supplier<QueryJob> job = () -> job(
                Isolation.SERIALIZABLE,
                look(),
                pause(),
                Jobs.statement(
                        StatementKind.INSERT,
                        "INSERT INTO account SELECT gen_random_uuid()::text::char(20), count(*) FROM account"));

        int rounds = roundsUntil(ErrorCode.SERIALIZATION_FAILURE, job, job);

        assertThat(jobs.rows(on.read("SELECT count(*), count(DISTINCT n), max(n) FROM account")))
                .isEqualTo("[[" + (2 + 2 * rounds) + "," + (1 + 2 * rounds) + "," + (1 + 2 * rounds) + "]]");
    }

    @Test
    void a_job_that_meets_a_conflict_in_every_try_ends_without_effect() {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> disturbance = CompletableFuture.supplyAsync(() -> {
            int done = 0;
            while (!over.get()) {
                succeeds(job(Isolation.DEFAULT, increment("left")));
                done++;
            }
            return done;
        });
        int succeeded = 0;
        TryResult result;
        try {
            result = over(job(SNAPSHOT, strict(), look(), pause(), increment("left")));
            while (result instanceof TryResult.Ended && succeeded < MOST_ROUNDS) {
                succeeded++;
                result = over(job(SNAPSHOT, strict(), look(), pause(), increment("left")));
            }
        } finally {
            over.set(true);
        }
        int disturbed = disturbance.join();

        assertThat(result)
                .isInstanceOfSatisfying(
                        TryResult.Released.class,
                        released -> assertThat(released.why())
                                .satisfies(why -> assertThat(why.getCode()).isEqualTo(ErrorCode.RETRY_EXHAUSTED))
                                .satisfies(why -> assertThat(why.getMessage()).contains("SERIALIZATION_FAILURE")));
        assertThat(balances()).isEqualTo("[[" + (disturbed + succeeded) + "],[0]]");
    }

    /** Runs two jobs at a time until one of them had to be tried again for this reason. The number of rounds. */
    private int roundsUntil(ErrorCode reason, Supplier<QueryJob> one, Supplier<QueryJob> other) {
        int rounds = 0;
        while (!triedAgainFor.contains(reason)) {
            assertThat(rounds).as("rounds without " + reason).isLessThan(MOST_ROUNDS);
            CompletableFuture<QueryReply> first = CompletableFuture.supplyAsync(() -> ended(one.get()));
            QueryReply second = ended(other.get());
            assertThat(List.of(first.join().getState(), second.getState())).containsOnly(JobState.SUCCEEDED);
            rounds++;
        }
        return rounds;
    }

    private QueryReply ended(QueryJob job) {
        return ((TryResult.Ended) over(job)).outcome();
    }

    /** Tries until no further try is called for. */
    private TryResult over(QueryJob job) {
        Attempt attempt = jobs.attempt(job, false);
        TryResult result = jobs.tryOnce(attempt);
        while (result instanceof TryResult.Again again) {
            triedAgainFor.add(again.why().getCode());
            result = jobs.tryOnce(attempt);
        }
        return result;
    }

    private void succeeds(QueryJob job) {
        assertThat(ended(job).getError()).isNull();
    }

    private String balances() {
        return jobs.rows(on.read("SELECT n FROM account ORDER BY name"));
    }

    private QueryJob job(Isolation isolation, JobStatement... statements) {
        var session = new SessionOptions(isolation, false, Map.of(), SessionFailure.CONTINUE);
        return QueryJob.newBuilder(Jobs.write(on.engine().name(), "db", statements))
                .setSession(session)
                .build();
    }

    private static JobStatement increment(String name) {
        return Jobs.statement(StatementKind.UPDATE, "UPDATE account SET n = n + 1 WHERE name = '" + name + "'");
    }

    private static JobStatement look() {
        return MySqlBench.select("SELECT count(*) FROM account");
    }

    private JobStatement strict() {
        return MySqlBench.select(on == ContractSubject.MARIADB ? "SELECT strict()" : "SELECT 1");
    }

    private JobStatement pause() {
        return MySqlBench.select(on == ContractSubject.MARIADB ? "SELECT sleep(0.2)" : "SELECT pg_sleep(0.2)");
    }
}
