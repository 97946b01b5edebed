package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * FAULTS F2 59: a count beyond 32 bits. On PostgreSQL a cursor that is moved counts as many rows as one likes without keeping any; no
 * statement of the other engines does.
 */
@Tag("fault")
final class LargeCountIT {
    @Test
    void more_rows_than_32_bits_can_count_are_counted() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ExecuteBench bench = new ExecuteBench(
                        new PostgresEngine(), postgres.getJdbcUrl("postgres", "postgres"), "postgres")) {
            QueryReply outcome = bench.outcome(Jobs.job(
                            "postgresql",
                            "db",
                            StatementClass.WRITE,
                            List.of(
                                    Jobs.statement(
                                            StatementKind.OTHER,
                                            "DECLARE c NO SCROLL CURSOR FOR SELECT"
                                                    + " FROM generate_series(1, 10000) a, generate_series(1, 220000) b"),
                                    Jobs.statement(StatementKind.OTHER, "MOVE FORWARD ALL IN c")))
                    .setTimeoutMillis(Duration.ofMinutes(9).toMillis())
                    .build());

            assertThat(outcome.getError()).isNull();
            assertThat(outcome.getUpdateCounts()).containsExactly(0L, 2_200_000_000L);
        }
    }
}
