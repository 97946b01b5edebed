package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.executor.engine.Guarantee;
import dev.sluice.executor.engine.Promise;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import dev.sluice.message.TruncationReason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What docs/engines.md calls kept, also in part, is tested here on every engine in the same way; what is called not kept is skipped
 * with the reason. Tags have {@link TagIT}. Nobody watches the time here: what ends a statement is its server.
 */
@ParameterizedClass
@EnumSource(ContractSubject.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EngineContractIT {
    private static final int MORE_THAN_CONNECTIONS = 8;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private ContractSubject on;

    @SuppressWarnings("NullAway.Init")
    private ContractSubject.Server server;

    @SuppressWarnings("NullAway.Init")
    private ExecuteBench jobs;

    @BeforeParameterizedClassInvocation
    void start() throws Exception {
        server = on.open("contract");
        jobs = new ExecuteBench(on.engine(), server.url(), server.user());
        assertThat(jobs.outcome(on.write(StatementKind.CREATE_TABLE, "CREATE TABLE contract(n INTEGER)"))
                        .getError())
                .isNull();
    }

    @AfterAll
    void stop() throws Exception {
        jobs.close();
        server.resource().close();
    }

    @Test
    void a_write_that_is_delivered_twice_is_answered_twice_and_done_once() {
        assumeKept(Guarantee.LEDGER);
        QueryJob write = on.write(StatementKind.INSERT, "INSERT INTO contract VALUES (1)");

        QueryReply first = jobs.outcome(write);
        QueryReply second = jobs.outcome(write);

        assertThat(first.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(second.getFromLedger()).isTrue();
        assertThat(second.getUpdateCounts()).isEqualTo(first.getUpdateCounts());
        assertThat(count(1)).isEqualTo("[[1]]");
    }

    /** FAULTS F2 40 in part: the dispatcher refuses what is older than any row, or expired. */
    @Test
    void old_rows_of_the_ledger_are_deleted_in_batches_and_young_ones_stay() throws Exception {
        QueryJob write = on.write(StatementKind.INSERT, "INSERT INTO contract VALUES (4)");
        for (int i = 0; i < 4; i++) {
            jobs.outcome(on.write(StatementKind.INSERT, "INSERT INTO contract VALUES (5)"));
        }
        jobs.outcome(write);

        int batches = jobs.purge(Instant.now().minus(Duration.ofMinutes(5)), 2);
        boolean young = jobs.outcome(write).getFromLedger();
        int batchesOfAll = jobs.purge(Instant.now().plus(Duration.ofMinutes(5)), 2);

        assertThat(batches).isEqualTo(1);
        assertThat(young).isTrue();
        assertThat(batchesOfAll).isGreaterThanOrEqualTo(3);
        assertThat(jobs.rows(on.read("SELECT count(*) FROM sluice_ledger"))).isEqualTo("[[0]]");
    }

    @Test
    void a_ledger_that_vanished_is_made_anew_for_what_cannot_have_run() throws Exception {
        assumeKept(Guarantee.LEDGER);
        QueryJob write = on.write(StatementKind.INSERT, "INSERT INTO contract VALUES (6)");
        QueryJob another = on.write(StatementKind.INSERT, "INSERT INTO contract VALUES (7)");
        jobs.outcome(on.write(StatementKind.INSERT, "INSERT INTO contract VALUES (8)"));
        dropLedger();

        assertThat(jobs.outcome(write, true).getState()).isEqualTo(JobState.UNKNOWN);
        assertThat(jobs.outcome(write, false).getError()).isNull();
        assertThat(jobs.outcome(another, true).getState()).isEqualTo(JobState.UNKNOWN);
        assertThat(jobs.outcome(on.write(StatementKind.INSERT, "INSERT INTO contract VALUES (8)"), true)
                        .getError())
                .isNull();
        assertThat(count(6)).isEqualTo("[[1]]");
        assertThat(count(7)).isEqualTo("[[0]]");
    }

    private void dropLedger() throws SQLException {
        try (Connection direct = DriverManager.getConnection(server.url(), server.user(), "");
                Statement statement = direct.createStatement()) {
            statement.execute("DROP TABLE sluice_ledger");
        }
    }

    @Test
    void a_cancel_ends_what_runs_and_harms_no_other() {
        assumeKept(Guarantee.CANCEL);

        assertThat(stopped(on.endless(), Stop.CANCELLED))
                .isInstanceOfSatisfying(
                        TryResult.Ended.class,
                        end -> assertThat(end.outcome().getState()).isEqualTo(JobState.CANCELLED));
        for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
            assertThat(count(0)).isEqualTo("[[0]]");
        }
    }

    @Test
    void a_write_that_is_stopped_ends_as_whoever_stopped_it_says() {
        assumeKept(Guarantee.CANCEL);

        assertThat(stopped(on.endlessWrite(), Stop.SHUTTING_DOWN)).isInstanceOf(TryResult.Abandoned.class);
        assertThat(stopped(on.endlessWrite(), Stop.TIMED_OUT))
                .isInstanceOfSatisfying(
                        TryResult.Ended.class,
                        end -> assertThat(end.outcome().getError().getCode()).isEqualTo(ErrorCode.TIMEOUT));
        assertThat(stopped(on.endlessWrite(), Stop.CANCELLED))
                .isInstanceOfSatisfying(
                        TryResult.Ended.class,
                        end -> assertThat(end.outcome().getState()).isEqualTo(JobState.CANCELLED));
        assertThat(count(0)).isEqualTo("[[0]]");
    }

    private TryResult stopped(QueryJob endless, Stop why) {
        Attempt attempt = jobs.attempt(endless, false);
        CompletableFuture<TryResult> ended = CompletableFuture.supplyAsync(() -> jobs.run(attempt));
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> attempt.runningNanos() > 300_000_000);
        attempt.stop(why);
        return ended.join();
    }

    @Test
    void the_server_ends_what_runs_too_long() {
        assumeKept(Guarantee.SERVER_TIMEOUT);

        QueryReply outcome = jobs.outcome(
                QueryJob.newBuilder(on.endless()).setTimeoutMillis(300).build());

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(count(0)).isEqualTo("[[0]]");
    }

    /** FAULTS F2 47; {@link FlatHeapIT} has the heap. */
    @Test
    void the_first_rows_of_a_result_without_end_are_there_and_the_server_makes_no_more() {
        assumeKept(Guarantee.STREAMING);

        QueryReply outcome =
                jobs.outcome(QueryJob.newBuilder(on.stream()).setMaxRows(3).build());

        assertThat(outcome.getError()).isNull();
        assertThat(outcome.getTruncated()).isEqualTo(TruncationReason.MAX_ROWS);
        assertThat(outcome.getRowCount()).isEqualTo(3);
        assertThat(count(0)).isEqualTo("[[0]]");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(jobs.rows(on.atWork())).isEqualTo("[[0]]"));
    }

    @Test
    void a_write_in_a_read_is_refused_by_the_server() {
        assumeKept(Guarantee.READ_ONLY);

        QueryReply outcome = jobs.outcome(on.read("INSERT INTO contract VALUES (2)"));

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.READ_ONLY);
    }

    @Test
    void a_write_in_a_read_leaves_nothing() {
        jobs.outcome(on.read("INSERT INTO contract VALUES (3)"));

        assertThat(count(3)).isEqualTo("[[0]]");
    }

    @Test
    void what_a_job_does_to_its_session_is_gone_for_the_next() {
        assumeKept(Guarantee.SESSION_RESET);
        String pristine = jobs.rows(on.look());

        for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
            assertThat(jobs.outcome(on.soil()).getError()).isNull();
        }

        for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
            assertThat(jobs.rows(on.look())).isEqualTo(pristine);
        }
    }

    private String count(int n) {
        return jobs.rows(on.read("SELECT count(*) FROM contract WHERE n = " + n));
    }

    private void assumeKept(Guarantee guarantee) {
        Promise promise = Objects.requireNonNull(on.engine().promises().get(guarantee));
        assumeTrue(promise.degree() != Promise.Degree.NO, promise.words());
    }
}
