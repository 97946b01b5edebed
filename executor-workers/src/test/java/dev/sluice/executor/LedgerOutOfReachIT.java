package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.execute.TryResult;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.settings.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes on a database that nobody reaches: what may have run before is not guessed about. FAULTS F2 31. */
final class LedgerOutOfReachIT {
    private final ExecuteBench bench = new ExecuteBench(
            new PostgresEngine(),
            new DatabaseSettings(
                    "db",
                    "postgresql",
                    "jdbc:postgresql://localhost:1/none",
                    "nobody",
                    new Secret(""),
                    Map.of(Lane.FAST, 1)),
            ResultSettings.none(),
            Duration.ofMillis(250));

    private final QueryJob job =
            Jobs.write("postgresql", "db", Jobs.statement(StatementKind.INSERT, "INSERT INTO t VALUES (1)"));

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void what_may_have_run_before_waits_for_its_ledger_however_long_that_takes() {
        Attempt attempt = bench.attempt(job, true);

        for (int time = 0; time < 6; time++) {
            assertThat(bench.tryOnce(attempt))
                    .isInstanceOfSatisfying(
                            TryResult.Again.class,
                            again -> assertThat(again.why().getCode()).isEqualTo(ErrorCode.ENGINE_DOWN));
        }
        attempt.stop(Stop.SHUTTING_DOWN);

        assertThat(bench.tryOnce(attempt)).isInstanceOf(TryResult.Abandoned.class);
    }

    @Test
    void so_does_its_end_if_it_is_cancelled_meanwhile() {
        Attempt attempt = bench.attempt(job, true);
        attempt.stop(Stop.CANCELLED);

        for (int time = 0; time < 6; time++) {
            assertThat(bench.tryOnce(attempt)).isInstanceOf(TryResult.Again.class);
        }
    }

    @Test
    void what_runs_for_the_first_time_is_given_back() {
        assertThat(bench.tryOnce(bench.attempt(job, false))).isInstanceOf(TryResult.Released.class);
    }

    @Test
    void of_a_commit_whose_answer_was_lost_the_doubt_ends_as_such_when_it_was_looked_for_long_enough() {
        Attempt attempt = bench.attempt(job, false);

        TryResult doubt = bench.broken(attempt);
        int looks = 0;
        while (doubt instanceof TryResult.Again) {
            doubt = bench.tryOnce(attempt);
            looks++;
        }

        assertThat(looks).isEqualTo(ExecuteBench.RETRIES + ExecuteBench.LOOK_UPS + 1);
        assertThat(doubt)
                .isInstanceOfSatisfying(
                        TryResult.Ended.class,
                        end -> assertThat(end.outcome().getState()).isEqualTo(JobState.UNKNOWN));
    }
}
