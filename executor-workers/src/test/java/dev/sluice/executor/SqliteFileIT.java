package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.executor.engine.sqlite.SqliteEngine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 57: what can happen to the file of a database. */
final class SqliteFileIT {
    private static final int WRITES = 50;
    private static final int MORE_THAN_ALL_TRIES = 6;

    @TempDir
    Path directory;

    private ExecuteBench bench(String options) {
        return new ExecuteBench(new SqliteEngine(), "jdbc:sqlite:" + directory.resolve("t.db") + options, "");
    }

    private static QueryJob write(StatementKind kind, String sql) {
        return Jobs.write("sqlite", "db", Jobs.statement(kind, sql));
    }

    private static String count(ExecuteBench bench) {
        return bench.rows(Jobs.read("sqlite", "db", "SELECT count(*) FROM t"));
    }

    @Test
    void two_executors_that_write_to_one_file_take_turns() {
        try (ExecuteBench one = bench("");
                ExecuteBench other = bench("")) {
            one.outcome(write(StatementKind.CREATE_TABLE, "CREATE TABLE t(a)"));

            List<QueryReply> replies = Stream.of(one, other)
                    .map(bench -> CompletableFuture.supplyAsync(() -> IntStream.range(0, WRITES)
                            .mapToObj(i -> bench.outcome(write(StatementKind.INSERT, "INSERT INTO t VALUES (1)")))
                            .toList()))
                    .toList()
                    .stream()
                    .flatMap(done -> done.join().stream())
                    .toList();

            assertThat(replies).extracting(QueryReply::getState).containsOnly(JobState.SUCCEEDED);
            assertThat(count(one)).isEqualTo("[[" + 2 * WRITES + "]]");
            assertThat(one.rows(Jobs.read("sqlite", "db", "PRAGMA journal_mode")))
                    .isEqualTo("[[\"wal\"]]");
        }
    }

    @Test
    void a_write_waits_while_another_process_writes_and_loses_no_try_by_it() throws SQLException {
        try (ExecuteBench bench = bench("")) {
            bench.outcome(write(StatementKind.CREATE_TABLE, "CREATE TABLE t(a)"));
            waitHardly(bench);
            Attempt attempt = bench.attempt(write(StatementKind.INSERT, "INSERT INTO t VALUES (1)"), false);

            findsTheFileLocked(bench, attempt);

            assertThat(bench.run(attempt)).isInstanceOf(TryResult.Ended.class);
            assertThat(count(bench)).isEqualTo("[[1]]");
        }
    }

    @Test
    void a_write_that_may_have_run_is_not_given_up_while_another_process_writes() throws SQLException {
        try (ExecuteBench bench = bench("")) {
            bench.outcome(write(StatementKind.CREATE_TABLE, "CREATE TABLE t(a)"));
            waitHardly(bench);
            Attempt attempt = bench.attempt(write(StatementKind.INSERT, "INSERT INTO t VALUES (1)"), true);
            attempt.stop(Stop.CANCELLED);

            findsTheFileLocked(bench, attempt);

            assertThat(bench.run(attempt))
                    .isInstanceOfSatisfying(
                            TryResult.Ended.class,
                            ended -> assertThat(ended.outcome().getState()).isEqualTo(JobState.CANCELLED));
        }
    }

    /** Under a false name, or its connection would be given up. */
    private static void waitHardly(ExecuteBench bench) {
        bench.outcome(write(StatementKind.SELECT, "PRAGMA busy_timeout = 50"));
    }

    private void findsTheFileLocked(ExecuteBench bench, Attempt attempt) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("t.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            for (int i = 0; i < MORE_THAN_ALL_TRIES; i++) {
                assertThat(bench.tryOnce(attempt))
                        .isInstanceOfSatisfying(
                                TryResult.Again.class,
                                again -> assertThat(again.why().getCode()).isEqualTo(ErrorCode.LOCK_TIMEOUT));
            }
        }
    }

    @Test
    void a_write_that_finds_the_disk_full_leaves_nothing_and_stops_no_other() {
        try (ExecuteBench bench = bench("?max_page_count=12")) {
            bench.outcome(write(StatementKind.CREATE_TABLE, "CREATE TABLE t(a)"));

            QueryReply outcome =
                    bench.outcome(write(StatementKind.INSERT, "INSERT INTO t VALUES (1), (randomblob(100000))"));

            assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.ENGINE_ERROR);
            assertThat(outcome.getError().getMessage()).contains("full");
            assertThat(count(bench)).isEqualTo("[[0]]");
            assertThat(bench.outcome(write(StatementKind.INSERT, "INSERT INTO t VALUES (1)"))
                            .getState())
                    .isEqualTo(JobState.SUCCEEDED);
        }
    }

    @Test
    void a_write_whose_claim_finds_no_room_goes_back_and_waits() throws SQLException {
        try (ExecuteBench bench = bench("")) {
            bench.outcome(write(StatementKind.CREATE_TABLE, "CREATE TABLE t(a)"));
        }
        try (ExecuteBench full = bench("?max_page_count=1")) { // no page more than there are
            leaveNoRoomInTheLedger();

            TryResult result = full.run(full.attempt(write(StatementKind.INSERT, "INSERT INTO t VALUES (1)"), false));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            TryResult.Released.class,
                            released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN));
            assertThat(count(full)).isEqualTo("[[0]]");
        }
    }

    private void leaveNoRoomInTheLedger() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("t.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA max_page_count = 1");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < WRITES * WRITES; i++) {
                            statement.execute("INSERT INTO sluice_ledger VALUES ('other', " + i
                                    + ", '', 1, '', 0, NULL, NULL, NULL)");
                        }
                    })
                    .hasMessageContaining("full");
        }
    }

    @Test
    void a_file_that_was_deleted_takes_no_more_writes() throws IOException {
        try (ExecuteBench bench = bench("")) {
            bench.outcome(write(StatementKind.CREATE_TABLE, "CREATE TABLE t(a)"));
        }
        // Without the right to create: the pool may be opening more connections while the file goes.
        try (ExecuteBench bench = bench("?open_mode=2")) {
            assertThat(bench.outcome(write(StatementKind.INSERT, "INSERT INTO t VALUES (1)"))
                            .getState())
                    .isEqualTo(JobState.SUCCEEDED);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }

            TryResult result = bench.run(bench.attempt(write(StatementKind.INSERT, "INSERT INTO t VALUES (1)"), false));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            TryResult.Released.class,
                            released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN));
        }
    }
}
