package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server that was the primary and is a standby now. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StandbyIT {
    private EmbeddedPostgres standby;
    private ExecuteBench bench;

    @BeforeAll
    void demote(@TempDir Path directory) throws IOException, SQLException {
        Path data = directory.resolve("data");
        try (EmbeddedPostgres primary = at(data).start()) {
            Sql shop = new Sql(primary.getPostgresDatabase());
            shop.run("CREATE TABLE t(id int)");
            shop.run("CREATE SEQUENCE s");
        }
        Files.createFile(data.resolve("standby.signal"));
        standby = at(data).start();
        bench = new ExecuteBench(
                new PostgresEngine(), standby.getJdbcUrl("postgres", "postgres"), "postgres", ResultSettings.none());
    }

    private static EmbeddedPostgres.Builder at(Path data) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }

    @AfterAll
    void stop() throws IOException {
        bench.close();
        standby.close();
    }

    @Test
    void a_write_is_released() {
        released(Jobs.write("postgresql", "db", Jobs.statement(StatementKind.INSERT, "INSERT INTO t VALUES (1)")));
    }

    @Test
    void a_statement_outside_of_transactions_is_released() {
        released(job(StatementKind.VACUUM, "VACUUM t"));
    }

    @Test
    void a_read_that_wants_to_write_is_its_own_fault_here_as_well() {
        QueryReply outcome = bench.outcome(Jobs.read("postgresql", "db", "SELECT nextval('s')"));

        assertThat(outcome.getState()).isEqualTo(JobState.FAILED);
        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.READ_ONLY);
    }

    private void released(QueryJob job) {
        assertThat(bench.tryOnce(bench.attempt(job, false)))
                .isInstanceOfSatisfying(
                        TryResult.Released.class,
                        released -> assertThat(released.why().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN));
    }

    private static QueryJob job(StatementKind kind, String sql) {
        return Jobs.job("postgresql", "db", StatementClass.DDL, List.of(Jobs.statement(kind, sql)))
                .build();
    }
}
