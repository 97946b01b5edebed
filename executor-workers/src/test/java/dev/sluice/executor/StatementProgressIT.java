package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.StatementProgress;
import dev.sluice.executor.engine.Tag;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What MariaDB tells on one connection of a statement that runs on another; PostgreSQL's part is in {@link WatchedLaneIT}. */
final class StatementProgressIT {
    @Test
    void mariadb_tells_how_much_of_a_table_has_been_copied() throws Exception {
        try (MySqlBench on = new MySqlBench(MariaDbEngine.class, "progress");
                Connection asking = on.direct().open()) {
            on.direct().run("CREATE TABLE large AS SELECT seq, repeat('x', 100) AS text FROM seq_1_to_300000");
            QueryJob copying = Jobs.job(
                            "mariadb",
                            "db",
                            StatementClass.DDL,
                            List.of(Jobs.statement(
                                    StatementKind.ALTER_TABLE,
                                    "ALTER TABLE large ADD COLUMN more int, ALGORITHM = COPY")))
                    .build();

            CompletableFuture<QueryReply> outcome =
                    CompletableFuture.supplyAsync(() -> on.jobs().outcome(copying));
            Optional<StatementProgress> seen = Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> new MariaDbEngine().progress(asking, Tag.of(copying)),
                            progress -> progress.isPresent() || outcome.isDone());

            assertThat(outcome.get().getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(seen).hasValueSatisfying(progress -> {
                assertThat(progress.phase()).contains("copy").contains("stage 1 of");
                assertThat(progress.percent()).isPresent();
            });
        }
    }
}
