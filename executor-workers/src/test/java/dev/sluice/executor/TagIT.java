package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server shows of whose statement it runs: each job looks at itself. */
final class TagIT {
    @Test
    void postgresql_names_the_session_after_the_job_while_it_runs() throws Exception {
        String own = "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()";
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ExecuteBench bench = new ExecuteBench(
                        new PostgresEngine(), postgres.getJdbcUrl("postgres", "postgres"), "postgres")) {
            assertTagged(bench, "postgresql", own);
            Sql direct = new Sql(postgres.getPostgresDatabase());
            direct.run("CREATE TABLE seen(name text)");
            direct.run("CREATE PROCEDURE look() LANGUAGE sql AS $$ INSERT INTO seen " + own + " $$");
            QueryJob plain = Jobs.job(
                            "postgresql",
                            "db",
                            StatementClass.MAINTENANCE,
                            List.of(Jobs.statement(StatementKind.CALL, "CALL look()")))
                    .build();
            assertThat(bench.outcome(plain).getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(direct.value("SELECT name FROM seen")).isEqualTo("sluice " + plain.getJobId() + " 1");
            for (int i = 0; i < 8; i++) {
                assertThat(direct.value("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'sluice %'"))
                        .as("nothing is named after a job that has ended")
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void mariadb_shows_the_job_before_its_statement_by_both_drivers() throws Exception {
        String own = "SELECT substr(info, 4, 45) FROM information_schema.processlist WHERE id = connection_id()";
        for (Class<?> kind : List.of(MariaDbEngine.class, MySqlEngine.class)) {
            try (MySqlBench on = new MySqlBench(kind.asSubclass(dev.sluice.executor.engine.Engine.class), "tag")) {
                assertTagged(on.jobs(), on.name(), own);
            }
        }
    }

    private static void assertTagged(ExecuteBench bench, String engine, String own) {
        QueryJob read = Jobs.read(engine, "db", own);
        QueryJob write = Jobs.write(engine, "db", select(own));

        assertThat(bench.rows(read)).isEqualTo(tagged(read));
        assertThat(bench.rows(write)).isEqualTo(tagged(write));
    }

    private static JobStatement select(String sql) {
        return Jobs.statement(StatementKind.SELECT, sql);
    }

    private static String tagged(QueryJob job) {
        return "[[\"sluice " + job.getJobId() + " 1\"]]";
    }
}
