package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.settings.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** FAULTS F2 32, 33, 34, 38 and 46: the network between an executor and its database breaks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("fault")
final class NetworkFaultIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LARGE = "SELECT n, repeat('x', 1000) FROM generate_series(1, 2000) n";
    private static final String BACKENDS =
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(600)'";

    private EmbeddedPostgres postgres;
    private Sql direct;
    private TcpProxy proxy;
    private ExecuteBench jobs;

    @BeforeAll
    void startServer() throws IOException {
        postgres = EmbeddedPostgres.start();
        direct = new Sql(postgres.getPostgresDatabase());
    }

    @BeforeEach
    void start() throws IOException {
        proxy = TcpProxy.before(postgres.getPort());
        jobs = new ExecuteBench(
                new PostgresEngine(),
                "jdbc:postgresql://localhost:" + proxy.port() + "/postgres?sslmode=disable",
                "postgres");
    }

    @AfterEach
    void stop() throws IOException {
        jobs.close();
        proxy.close();
    }

    @AfterAll
    void stopServer() throws IOException {
        postgres.close();
    }

    @Test
    void a_cancel_that_gets_lost_still_ends_the_job_and_frees_its_place() throws Exception {
        Attempt endless = jobs.attempt(read("SELECT pg_sleep(600)"), false);
        CompletableFuture<TryResult> ended = CompletableFuture.supplyAsync(() -> jobs.run(endless));
        Awaitility.await().atMost(PATIENCE).until(() -> direct.value(BACKENDS).equals("1"));
        proxy.becomes(TcpProxy.Network.SWALLOWS_NEW);

        endless.stop(Stop.CANCELLED);
        pressUntilDone(endless, ended);

        assertThat(ended.join())
                .isInstanceOfSatisfying(
                        TryResult.Ended.class,
                        end -> assertThat(end.outcome().getState()).isEqualTo(JobState.CANCELLED));
        Awaitility.await("the server notices")
                .atMost(PATIENCE)
                .until(() -> direct.value(BACKENDS).equals("0"));
        proxy.becomes(TcpProxy.Network.WELL);
        assertThat(ended(read("SELECT 1")).getState()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_server_that_accepts_connections_and_says_nothing_is_down() {
        proxy.becomes(TcpProxy.Network.SWALLOWS_NEW);
        try (ExecuteBench late = new ExecuteBench(
                new PostgresEngine(), "jdbc:postgresql://localhost:" + proxy.port() + "/postgres", "postgres")) {
            TryResult result = late.run(late.attempt(read("SELECT 1"), false));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            TryResult.Released.class,
                            released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN));
        }
    }

    @Test
    void a_result_that_is_cut_off_by_the_network_is_no_success() {
        QueryJob large = read(LARGE);
        assertThat(jobs.outcome(read("SELECT 1")).getState()).isEqualTo(JobState.SUCCEEDED);
        proxy.becomes(TcpProxy.Network.RESETS);

        TryResult cut = jobs.run(jobs.attempt(large, false));
        proxy.becomes(TcpProxy.Network.WELL);
        QueryReply whole = ended(read("SELECT count(*) FROM (" + LARGE + ") AS large"));

        assertThat(cut)
                .isInstanceOfSatisfying(
                        TryResult.Released.class,
                        released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.RETRY_EXHAUSTED));
        assertThat(Jobs.text(whole)).isEqualTo("[[2000]]");
    }

    @Test
    void a_result_that_drips_in_ends_with_the_time_of_its_job() {
        assertThat(jobs.outcome(read("SELECT 1")).getState()).isEqualTo(JobState.SUCCEEDED);
        Attempt dripping = jobs.attempt(
                QueryJob.newBuilder(read(LARGE)).setTimeoutMillis(1_000).build(), false);
        proxy.becomes(TcpProxy.Network.DRIPS);

        CompletableFuture<TryResult> ended = CompletableFuture.supplyAsync(() -> jobs.run(dripping));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> dripping.runningNanos() > dripping.timeLimit().toNanos());
        dripping.stop(Stop.TIMED_OUT);
        pressUntilDone(dripping, ended);

        assertThat(ended.join())
                .isInstanceOfSatisfying(
                        TryResult.Ended.class,
                        end -> assertThat(end.outcome().getError().getCode()).isEqualTo(ErrorCode.TIMEOUT));
    }

    @Test
    void a_commit_whose_answer_is_lost_and_that_nobody_can_look_up_ends_unknown_and_is_answered_once_somebody_can()
            throws Exception {
        direct.run("CREATE TABLE tally(n int)");
        jobs.outcome(write("INSERT INTO tally VALUES (1)")); // the ledger is there from here on
        QueryJob job = write("INSERT INTO tally VALUES (2)");
        var losing =
                new LosesCommitAnswers(new PostgresEngine(), 1, () -> proxy.becomes(TcpProxy.Network.SWALLOWS_NEW));
        QueryReply unknown;
        try (ExecuteBench cutOff = new ExecuteBench(losing, oneConnection(), ResultSettings.none())) {
            unknown = cutOff.outcome(job);
        }
        proxy.becomes(TcpProxy.Network.WELL);
        QueryReply later = ended(job);

        assertThat(unknown.getState()).isEqualTo(JobState.UNKNOWN);
        assertThat(unknown.getError().getCode()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(later.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(later.getFromLedger()).isTrue();
        assertThat(direct.value("SELECT count(*) FROM tally WHERE n = 2")).isEqualTo("1");
    }

    @Test
    void a_commit_whose_answer_is_lost_is_looked_up_until_the_server_is_back() throws Exception {
        direct.run("CREATE TABLE outage(n int)");
        jobs.outcome(write("INSERT INTO outage VALUES (1)")); // the ledger is there from here on
        var losing =
                new LosesCommitAnswers(new PostgresEngine(), 1, () -> proxy.becomes(TcpProxy.Network.SWALLOWS_NEW));
        try (ExecuteBench cutOff = new ExecuteBench(losing, oneConnection(), ResultSettings.none())) {
            Attempt attempt = cutOff.attempt(write("INSERT INTO outage VALUES (2)"), false);
            for (int tries = 0; tries <= ExecuteBench.RETRIES; tries++) {
                assertThat(cutOff.tryOnce(attempt)).isInstanceOf(TryResult.Again.class);
            }
            proxy.becomes(TcpProxy.Network.WELL);

            assertThat(cutOff.run(attempt))
                    .isInstanceOfSatisfying(
                            TryResult.Ended.class,
                            end -> assertThat(end.outcome().getFromLedger()).isTrue());
        }
        assertThat(direct.value("SELECT count(*) FROM outage WHERE n = 2")).isEqualTo("1");
    }

    /** With a second one, opened a moment before the network fails, somebody could look it up. */
    private DatabaseSettings oneConnection() {
        String url = "jdbc:postgresql://localhost:" + proxy.port() + "/postgres?sslmode=disable&loginTimeout=1";
        return new DatabaseSettings("db", "postgresql", url, "postgres", new Secret(""), Map.of(Lane.FAST, 1));
    }

    /** As the watch over running jobs does. */
    private static void pressUntilDone(Attempt attempt, CompletableFuture<TryResult> ended) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            attempt.press();
            return ended.isDone();
        });
    }

    /** As the dispatcher does, sends a job anew that was given back. */
    private QueryReply ended(QueryJob job) {
        TryResult result = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> jobs.run(jobs.attempt(job, false)), TryResult.Ended.class::isInstance);
        return ((TryResult.Ended) result).outcome();
    }

    private static QueryJob write(String sql) {
        return Jobs.write("postgresql", "db", Jobs.statement(StatementKind.INSERT, sql));
    }

    private static QueryJob read(String sql) {
        return Jobs.read("postgresql", "db", sql);
    }
}
