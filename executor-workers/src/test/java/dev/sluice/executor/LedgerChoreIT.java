package dev.sluice.executor;

import static org.awaitility.Awaitility.await;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LedgerChoreIT {
    private static final String OLD = """
            INSERT INTO sluice_ledger (tenant, job_id, request_hash, attempt, node, claimed_at)
            SELECT 'tenant', 'old-' || n, '', 1, 'test', now() - interval '2 days' FROM generate_series(1, 2500) n""";

    @Test
    void one_round_deletes_all_that_is_old_batch_by_batch_and_nothing_else() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ExecuteBench bench = new ExecuteBench(
                        new PostgresEngine(), postgres.getJdbcUrl("postgres", "postgres"), "postgres")) {
            bench.outcome(Jobs.write("postgresql", "db", Jobs.statement(StatementKind.SELECT, "SELECT 1")));
            Sql direct = new Sql(postgres.getPostgresDatabase());
            direct.run(OLD);

            bench.beginPurge(Duration.ofDays(1));

            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            direct.value("SELECT count(*) FROM sluice_ledger").equals("1"));
        }
    }
}
