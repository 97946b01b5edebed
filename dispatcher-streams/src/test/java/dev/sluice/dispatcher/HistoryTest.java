package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Decision;
import dev.sluice.message.EventType;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What measured executions do to later ones of the same statement. */
class HistoryTest {
    @TempDir
    Path directory;

    private DispatcherDriver driver;

    @BeforeEach
    void start() {
        driver = new DispatcherDriver(directory);
        Requests.defineUsual(driver);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void measuredDurationsTakeThePlaceOfTheGuessAndChooseTheLane() {
        run(3, Duration.ofSeconds(2));

        assertPredicted(submit("SELECT * FROM orders WHERE id = 77"));
    }

    @Test
    void measuredDurationsOutliveARestart(@TempDir Path other) {
        run(3, Duration.ofSeconds(2));
        driver.pass(Duration.ofSeconds(2));
        driver = driver.restarted(other);

        assertPredicted(submit("SELECT * FROM orders WHERE id = 77"));
    }

    @Test
    void anotherStatementIsStillGuessed() {
        run(3, Duration.ofSeconds(2));

        assertThat(submit("select * from customers where id = 1").getPredictionSource())
                .isEqualTo("score");
    }

    @Test
    void howFarPredictionsAreOffIsMeasured() {
        run(1, Duration.ofMillis(20));

        var ratio = driver.meters.get("sluice_dispatcher_prediction_ratio").summary();
        assertThat(ratio.count()).isEqualTo(1);
        assertThat(ratio.mean()).isEqualTo(10);
    }

    @Test
    void whatTakesLongerThanMaxCostAllowsIsRefused() {
        run(3, Duration.ofSeconds(2));
        driver.submit(Requests.request(driver, "select * from orders where id = 5")
                .setMaxCost(500.0)
                .build());

        assertThat(driver.replies().getLast().getError().getMessage())
                .startsWith("Predicted to take ")
                .contains("and maxCost of the request is 500.0 ms");
    }

    private void assertPredicted(Decision decision) {
        assertThat(decision.getPredictionSource()).isEqualTo("history");
        assertThat(decision.getSamples()).isEqualTo(3);
        assertThat(decision.getPredictedMillis()).isBetween(1_500.0, 2_500.0);
        assertThat(decision.getPredictedP95Millis()).isBetween(1_900.0, 3_000.0);
        assertThat(decision.getLane()).isEqualTo(Lane.MEDIUM);
    }

    private void run(int times, Duration each) {
        for (int run = 0; run < times; run++) {
            submit("select * from orders where id = " + run);
            List<QueryJob> jobs = driver.jobs(Lane.FAST);
            driver.tell(Requests.event(jobs.getFirst(), EventType.SUCCEEDED, JobState.SUCCEEDED, driver.clock.instant())
                    .setMetrics(ExecutionMetrics.newBuilder()
                            .setExecuteMicros(each.toNanos() / 2_000)
                            .setFetchMicros(each.toNanos() / 2_000)
                            .build())
                    .build());
        }
    }

    private Decision submit(String sql) {
        QueryRequest request = Requests.request(driver, sql).build();
        driver.submit(request);
        List<JobEvent> events = driver.events();
        return events.getLast().getDecision();
    }
}
