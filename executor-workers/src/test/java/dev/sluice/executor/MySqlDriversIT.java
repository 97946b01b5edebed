package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What one of the two drivers does in a way of its own, and no job should notice. */
@ParameterizedClass
@ValueSource(classes = {MariaDbEngine.class, MySqlEngine.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MySqlDriversIT {
    @Parameter
    @SuppressWarnings("NullAway.Init")
    private Class<? extends Engine> kind;

    @SuppressWarnings("NullAway.Init")
    private MySqlBench on;

    @BeforeParameterizedClassInvocation
    void start() throws SQLException {
        on = new MySqlBench(kind, "drivers");
    }

    @AfterAll
    void stop() {
        on.close();
    }

    @Test
    void an_error_of_a_read_counts_also_where_nobody_wants_its_rows() throws Exception {
        QueryReply outcome = on.jobs()
                .outcome(Jobs.job(
                                on.name(),
                                "db",
                                StatementClass.READ,
                                List.of(
                                        MySqlBench.select("SELECT exp(seq) FROM seq_700_to_720"),
                                        MySqlBench.select("SELECT 1")))
                        .build());

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.DATA_ERROR);
    }

    @Test
    void a_procedure_that_fails_after_its_first_result_fails_whatever_it_is_called_with() throws Exception {
        on.direct().run("CREATE PROCEDURE half() BEGIN SELECT 1; SIGNAL SQLSTATE '45000'; END");
        String sql = "SET STATEMENT max_statement_time = 5 FOR CALL half()";

        QueryReply outcome = on.jobs().outcome(on.write(Jobs.statement(StatementKind.SET, sql)));

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.DATA_ERROR);
    }

    @Test
    void a_value_stays_a_value_whatever_mode_the_server_has() throws Exception {
        String modes = on.direct().value("SELECT @@global.sql_mode");
        on.direct().run("SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES'");
        try (ExecuteBench jobs = on.bench(on.engine(), "root")) {
            String sql = "SELECT count(*) FROM seq_1_to_9 WHERE 'what\\'s up?' <> '' AND seq = ?";
            ParameterValue hostile = Jobs.parameter(ParameterType.TEXT, " OR 1=1 -- ");
            for (int i = 0; i < 9; i++) { // on more connections than there are, new ones and such as were reset
                assertThat(jobs.rows(on.read(sql, hostile))).isEqualTo("[[0]]");
                assertThat(jobs.rows(on.read("SELECT ?", Jobs.parameter(ParameterType.TEXT, "a\\b'c"))))
                        .isEqualTo("[[\"a\\\\b'c\"]]");
            }
        } finally {
            on.direct().run("SET GLOBAL sql_mode = '" + modes + "'");
        }
    }

    @Test
    void an_instant_stays_an_instant_whatever_zone_the_server_lives_in() throws Exception {
        String zone = on.direct().value("SELECT @@global.time_zone");
        on.direct().run("CREATE TABLE moments(id int PRIMARY KEY, at timestamp(3) NULL, wall datetime NULL)");
        on.direct().run("SET GLOBAL time_zone = '+05:30'");
        try (ExecuteBench jobs = on.bench(on.engine(), "root")) {
            ParameterValue moment = Jobs.parameter(ParameterType.TIMESTAMP_WITH_ZONE, "2026-03-29T01:30:00.125+01:00");
            ParameterValue wall = Jobs.parameter(ParameterType.TIMESTAMP, "2026-03-29T02:30:00");
            for (int i = 0; i < 9; i++) { // on more connections than there are, new ones and such as were reset
                QueryReply wrote = jobs.outcome(on.write(Jobs.statement(
                        StatementKind.INSERT,
                        "INSERT INTO moments VALUES (?, ?, ?)",
                        Jobs.parameter(ParameterType.LONG, (long) i),
                        moment,
                        wall)));
                assertThat(wrote.getState()).isEqualTo(JobState.SUCCEEDED);
                assertThat(jobs.rows(
                                on.read("SELECT at, wall, floor(unix_timestamp(at)) FROM moments WHERE id = " + i)))
                        .isEqualTo("[[\"2026-03-29T00:30:00.125Z\",\"2026-03-29T02:30:00\",1774744200]]");
                assertThat(jobs.rows(on.read("SELECT timestampdiff(HOUR, utc_timestamp(), now())")))
                        .isEqualTo("[[0]]");
            }
        } finally {
            on.direct().run("SET GLOBAL time_zone = '" + zone + "'");
        }
    }
}
