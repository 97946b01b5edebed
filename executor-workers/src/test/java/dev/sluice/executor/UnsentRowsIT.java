package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.sqlite.SqliteEngine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rows that have to go in chunks while Kafka takes none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnsentRowsIT {
    private ExecuteBench bench;

    @BeforeAll
    void start(@TempDir Path directory) {
        bench = new ExecuteBench(new SqliteEngine(), "jdbc:sqlite:" + directory.resolve("db"), "");
        bench.outcome(write(StatementKind.CREATE_TABLE, "CREATE TABLE t(n text)"));
        bench.outcome(write(StatementKind.INSERT, "INSERT INTO t VALUES (printf('%.200000c', 'x'))"));
        bench.sendRowsInVain();
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    @Test
    void a_read_goes_back_to_the_dispatcher_after_one_try() {
        Attempt attempt = bench.attempt(Jobs.read("sqlite", "db", "SELECT n FROM t"), false);

        assertThat(bench.tryOnce(attempt))
                .isInstanceOfSatisfying(
                        TryResult.Released.class,
                        released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.KAFKA_UNAVAILABLE));
    }

    @Test
    void a_write_is_undone_and_goes_back_unless_it_may_have_run_elsewhere() {
        QueryJob write = write(StatementKind.UPDATE, "UPDATE t SET n = n || 'y' RETURNING n");

        assertThat(bench.tryOnce(bench.attempt(write, true))).isInstanceOf(TryResult.Again.class);
        assertThat(bench.tryOnce(bench.attempt(write, false))).isInstanceOf(TryResult.Released.class);

        QueryReply length = bench.outcome(Jobs.read("sqlite", "db", "SELECT length(n) FROM t"));
        assertThat(length.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(Jobs.text(length)).isEqualTo("[[200000]]");
    }

    private static QueryJob write(StatementKind kind, String sql) {
        return Jobs.write("sqlite", "db", Jobs.statement(kind, sql));
    }
}
