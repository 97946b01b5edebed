package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What PostgreSQL answers beside rows stays within bounds, too: its driver takes all of it into memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LongAnswerIT {
    private static final int MORE_THAN_CONNECTIONS = 8;
    private static final String ASKS = "SET client_min_messages = notice";
    private static final String ASKS_BY_FUNCTION = "SELECT set_config('client_min_messages', 'notice', false)";

    private EmbeddedPostgres postgres;
    private ExecuteBench bench;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        bench = new ExecuteBench(new PostgresEngine(), postgres.getJdbcUrl("postgres", "postgres"), "postgres");
    }

    @AfterAll
    void stop() throws Exception {
        bench.close();
        postgres.close();
    }

    @Test
    void a_job_is_sent_no_notices_whatever_the_one_before_asked_for() {
        String look = "SELECT current_setting('client_min_messages')";

        for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
            assertThat(bench.rows(Jobs.read("postgresql", "db", look))).isEqualTo("[[\"error\"]]");
            bench.outcome(Jobs.write("postgresql", "db", Jobs.statement(StatementKind.SELECT, ASKS_BY_FUNCTION)));
            bench.outcome(Jobs.write("postgresql", "db", Jobs.statement(StatementKind.SET, ASKS)));
        }
    }
}
