package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.executor.intercept.SeenJobs;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.ExecutorHeartbeat;
import dev.sluice.message.JobState;
import dev.sluice.message.ParameterType;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExecutorIT {
    private EmbeddedPostgres postgres;
    private Sql shop;
    private ExecutorBench bench;

    @BeforeAll
    void start(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        postgres = EmbeddedPostgres.start();
        shop = new Sql(postgres.getPostgresDatabase());
        shop.run("CREATE TABLE account(id int PRIMARY KEY, balance numeric(10,2))");
        shop.run("INSERT INTO account VALUES (1, 10.50), (2, 0.00)");
        bench = new ExecutorBench(
                cluster.getBootstrapServers(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "jdbc:sqlite:" + directory.resolve("lite.db"));
        bench.executor().start();
    }

    @AfterAll
    void stop() throws IOException {
        bench.close();
        postgres.close();
    }

    @Test
    void a_read_answers_with_rows_and_a_terminal_event() {
        QueryJob job = Jobs.read(
                "postgresql",
                "shop",
                "SELECT id, balance FROM account WHERE id = ?",
                Jobs.parameter(ParameterType.LONG, 1L));

        QueryReply outcome = bench.run(job);

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(Jobs.text(outcome)).isEqualTo("[[1,\"10.50\"]]");
        assertThat(outcome.getColumns()).extracting("name").containsExactly("id", "balance");
        assertThat(bench.events(job.getJobId()))
                .filteredOn(event -> event.getType() != EventType.RUNNING)
                .extracting("type", "resultId")
                .containsExactly(tuple(EventType.SUCCEEDED, outcome.getResultId()));
    }

    @Test
    void interceptors_on_the_class_path_see_each_job_and_cannot_fail_it() {
        QueryJob job = Jobs.read("postgresql", "shop", "SELECT 1");

        QueryReply outcome = bench.run(job);

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(SeenJobs.of(job)).containsExactly("before", "after SUCCEEDED");
    }

    @Test
    void a_write_delivered_twice_takes_effect_once_and_is_answered_from_the_ledger() throws SQLException {
        QueryJob job = Jobs.write(
                "postgresql",
                "shop",
                Jobs.statement(
                        StatementKind.UPDATE,
                        "UPDATE account SET balance = balance + ? WHERE id = 2",
                        Jobs.parameter(ParameterType.DECIMAL, "1.25")));

        QueryReply first = bench.run(job);
        bench.send(job);
        List<QueryReply> both = Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> bench.outcomes(job.getJobId()), all -> all.size() == 2);

        assertThat(first.getUpdateCounts()).containsExactly(1L);
        assertThat(first.getFromLedger()).isFalse();
        assertThat(both.get(1).getFromLedger()).isTrue();
        assertThat(both.get(1).getResultId()).isEqualTo(first.getResultId());
        assertThat(shop.value("SELECT balance FROM account WHERE id = 2")).isEqualTo("1.25");
    }

    @Test
    void writes_and_reads_work_on_sqlite() {
        QueryJob create = Jobs.job(
                        "sqlite",
                        "lite",
                        StatementClass.DDL,
                        List.of(Jobs.statement(StatementKind.CREATE_TABLE, "CREATE TABLE t(a INTEGER, b TEXT)")))
                .build();
        QueryJob insert = Jobs.write(
                "sqlite",
                "lite",
                Jobs.statement(
                        StatementKind.INSERT,
                        "INSERT INTO t VALUES (?, ?)",
                        Jobs.parameter(ParameterType.LONG, 7L),
                        Jobs.parameter(ParameterType.TEXT, "seven")),
                Jobs.statement(StatementKind.INSERT, "INSERT INTO t VALUES (8, NULL)"));

        assertThat(bench.run(create).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bench.run(insert).getUpdateCounts()).containsExactly(1L, 1L);
        bench.send(insert);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> bench.outcomes(insert.getJobId()).size() == 2);

        assertThat(Jobs.text(bench.run(Jobs.read("sqlite", "lite", "SELECT * FROM t ORDER BY a"))))
                .isEqualTo("[[7,\"seven\"],[8,null]]");
    }

    @Test
    void a_large_result_leaves_in_chunks_before_its_outcome() throws Exception {
        QueryJob job = Jobs.read("postgresql", "shop", "SELECT g, repeat('x', 1000) FROM generate_series(1, 2000) g");

        QueryReply outcome = bench.run(job);

        List<QueryReply> all = bench.replies(job.getJobId());
        assertThat(all).hasSize(outcome.getChunks() + 1).last().isEqualTo(outcome);
        assertThat(outcome.getChunks()).isBetween(4, 5);
        assertThat(outcome.getRows()).isNull();
        assertThat(outcome.getRowCount()).isEqualTo(2000);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        all.stream()
                .filter(reply -> reply.getKind() == ReplyKind.ROWS)
                .forEach(chunk -> digest.update(chunk.getRows().duplicate()));
        assertThat(outcome.getSha256()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void errors_of_the_engine_are_coded_and_do_not_stop_anybody_else() {
        QueryReply syntax = bench.run(Jobs.read("postgresql", "shop", "SELEC 1"));
        QueryReply unknown = bench.run(Jobs.read("postgresql", "shop", "SELECT * FROM nothing"));
        QueryReply twice = bench.run(Jobs.write(
                "postgresql", "shop", Jobs.statement(StatementKind.INSERT, "INSERT INTO account VALUES (1, 0)")));
        QueryReply readOnly = bench.run(Jobs.read("postgresql", "shop", "DELETE FROM account"));

        assertThat(List.of(syntax, unknown, twice, readOnly))
                .extracting(reply -> reply.getError().getCode())
                .containsExactly(
                        ErrorCode.SYNTAX_ERROR,
                        ErrorCode.UNKNOWN_OBJECT,
                        ErrorCode.CONSTRAINT_VIOLATION,
                        ErrorCode.READ_ONLY);
        assertThat(syntax.getError().getSqlState()).isEqualTo("42601");
    }

    @Test
    void a_time_out_and_a_cancel_stop_the_statement() {
        QueryJob slow = Jobs.job(
                        "postgresql",
                        "shop",
                        StatementClass.READ,
                        List.of(Jobs.statement(StatementKind.SELECT, "SELECT pg_sleep(60)")))
                .setTimeoutMillis(300)
                .build();
        QueryJob running = Jobs.read("postgresql", "shop", "SELECT pg_sleep(60)");
        bench.send(running);
        QueryReply timedOut = bench.run(slow);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> bench.events(running.getJobId()).stream()
                        .anyMatch(event -> event.getType() == EventType.RUNNING));
        bench.command(Jobs.cancel(running));
        QueryReply cancelled = bench.outcome(running);

        assertThat(timedOut.getError().getCode()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(cancelled.getState()).isEqualTo(JobState.CANCELLED);
        assertThat(bench.run(Jobs.read("postgresql", "shop", "SELECT 1")).getState())
                .isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_job_cancelled_before_it_came_does_not_run() throws SQLException {
        shop.run("CREATE TABLE untouched(a int)");
        QueryJob job = Jobs.write(
                "postgresql", "shop", Jobs.statement(StatementKind.INSERT, "INSERT INTO untouched VALUES (1)"));
        QueryJob marker = Jobs.read("postgresql", "shop", "SELECT pg_sleep(30)");
        bench.send(marker);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> !bench.events(marker.getJobId()).isEmpty());
        bench.command(Jobs.cancel(job));
        bench.command(Jobs.cancel(marker)); // read after the first: its end shows that the first was read
        bench.outcome(marker);

        assertThat(bench.run(job).getState()).isEqualTo(JobState.CANCELLED);
        assertThat(shop.value("SELECT count(*) FROM untouched")).isEqualTo("0");
    }

    @Test
    void what_the_dispatcher_did_not_seal_becomes_a_dead_letter_and_does_not_run() throws SQLException {
        shop.run("CREATE TABLE guarded(a int)");
        String large = "INSERT INTO guarded VALUES (1) -- " + "x".repeat(500_000);
        QueryJob forged = Jobs.write("postgresql", "shop", Jobs.statement(StatementKind.INSERT, large));
        bench.sendAsIs(forged);
        bench.sendBytes(forged.getTopic(), "key", new byte[] {9, 9, 9});
        List<DeadLetter> letters = Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> bench.all(ExecutorBench.TOPICS.deadLetters(), DeadLetter.class),
                        found -> found.size() >= 2);

        assertThat(letters)
                .extracting(letter -> letter.getError().getCode())
                .contains(ErrorCode.UNSEALED, ErrorCode.INVALID_ENVELOPE);
        assertThat(letters).as("whole").allMatch(letter -> letter.getValue().remaining() == letter.getValueBytes());
        assertThat(bench.replies(forged.getJobId())).isEmpty();
        assertThat(shop.value("SELECT count(*) FROM guarded")).isEqualTo("0");
    }

    @Test
    void job_records_that_are_done_are_deleted() {
        QueryJob job = Jobs.read("postgresql", "shop", "SELECT 1");
        bench.run(job);
        bench.deleteSpent();

        assertThat(bench.firstOffsets(job.getTopic())).anyMatch(offset -> offset > 0);
    }

    @Test
    void a_reply_topic_that_does_not_exist_fails_the_job_and_says_so_on_the_common_one() {
        QueryJob job = QueryJob.newBuilder(Jobs.read("postgresql", "shop", "SELECT 1"))
                .setReplyTo("sluice.replies.nowhere")
                .build();

        assertThat(bench.run(job).getError().getCode()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void an_expired_seal_and_a_passed_deadline_end_as_expired() {
        Instant past = Instant.now().minus(Duration.ofMinutes(1));
        QueryJob late = QueryJob.newBuilder(Jobs.read("postgresql", "shop", "SELECT 1"))
                .setExpiresAt(past)
                .build();
        QueryJob overdue = QueryJob.newBuilder(Jobs.read("postgresql", "shop", "SELECT 1"))
                .setDeadline(past)
                .build();

        assertThat(bench.run(late).getState()).isEqualTo(JobState.EXPIRED);
        assertThat(bench.run(overdue).getState()).isEqualTo(JobState.EXPIRED);
    }

    @Test
    void a_heartbeat_is_sent_at_once() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> bench.all(ExecutorBench.TOPICS.heartbeats(), ExecutorHeartbeat.class).stream()
                                .map(ExecutorHeartbeat::getEngine)
                                .distinct()
                                .count()
                        == 2);
    }
}
