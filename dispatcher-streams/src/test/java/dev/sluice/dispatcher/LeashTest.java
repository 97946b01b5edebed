package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Decision;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a read that takes much longer than was predicted (fault 96). */
class LeashTest {
    private static final String READ = "select * from orders where id = 1";

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
    void aReadThatOverrunsItsLeashGoesOnInTheNextSlowerLane() {
        driver.submit(Requests.request(driver, READ).build());
        QueryJob fast = routed(Lane.FAST);
        tellOverrun(fast);
        QueryJob medium = routed(Lane.MEDIUM);
        Decision decision = driver.events().getLast().getDecision();
        tellOverrun(medium);
        QueryJob slow = routed(Lane.SLOW);

        assertThat(fast.getLeashMillis()).isEqualTo(2_000);
        assertThat(medium.getLeashMillis()).isEqualTo(20_000);
        assertThat(slow.getLeashMillis()).as("nowhere to go from there").isZero();
        assertThat(List.of(medium.getAttempt(), slow.getAttempt())).containsExactly(2, 3);
        assertThat(decision.getLane()).isEqualTo(Lane.MEDIUM);
        assertThat(decision.getReason()).startsWith("Runs on the MEDIUM lane");
    }

    @Test
    void theSlotItHadIsFreeForTheNext() {
        driver.heartbeat("one", 1);
        List<QueryJob> first = fill();
        driver.submit(Requests.request(driver, READ).build());
        assertThat(driver.jobs(Lane.FAST)).as("none is free").isEmpty();

        tellOverrun(first.getFirst());

        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
    }

    /** As many as the fast lane takes. */
    private List<QueryJob> fill() {
        List<QueryJob> all = new ArrayList<>();
        List<QueryJob> more;
        do {
            driver.submit(Requests.request(driver, READ).build());
            more = driver.jobs(Lane.FAST);
            all.addAll(more);
        } while (!more.isEmpty());
        return all;
    }

    @Test
    void whatTookTooLongIsPredictedToDoSoAgain() {
        for (int run = 0; run < 3; run++) {
            driver.submit(Requests.request(driver, READ).build());
            tellOverrun(routed(Lane.FAST));
            driver.tell(Requests.event(routed(Lane.MEDIUM), EventType.FAILED, JobState.FAILED, driver.clock.instant())
                    .build());
        }
        driver.events();

        driver.submit(Requests.request(driver, READ).build());

        assertThat(driver.events().getLast().getDecision().getPredictionSource())
                .isEqualTo("history");
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(driver.jobs(Lane.MEDIUM)).hasSize(1);
    }

    @Test
    void aWriteIsNeverLeashed() {
        driver.submit(
                Requests.request(driver, "update orders set n = 2 where id = 1").build());

        assertThat(routed(Lane.FAST).getLeashMillis()).isZero();
    }

    @Test
    void aReadThatAsksForLessTimeThanTheLeashEndsAtItsOwnTimeOut() {
        QueryRequest brief =
                Requests.request(driver, READ).setTimeoutMillis(1_500L).build();

        driver.submit(brief);

        QueryJob job = routed(Lane.FAST);
        assertThat(job.getTimeoutMillis()).isEqualTo(1_500);
        assertThat(job.getLeashMillis()).isZero();
    }

    @Test
    void aCommandToCancelItHoldsInTheNextLaneToo() {
        QueryRequest request = Requests.request(driver, READ).build();
        driver.submit(request);
        QueryJob fast = routed(Lane.FAST);
        driver.command(Requests.cancel(request));

        tellOverrun(fast);

        assertThat(driver.jobs(Lane.MEDIUM)).isEmpty();
        assertThat(driver.events())
                .extracting(JobEvent::getState)
                .contains(JobState.CANCELLED)
                .doesNotContain(JobState.RETRYING);
    }

    private QueryJob routed(Lane lane) {
        List<QueryJob> jobs = driver.jobs(lane);
        assertThat(jobs).hasSize(1);
        return jobs.getFirst();
    }

    private void tellOverrun(QueryJob job) {
        driver.tell(Requests.event(job, EventType.RELEASED, JobState.RETRYING, driver.clock.instant())
                .setError(ErrorCatalog.error(ErrorCode.LEASH_OVERRUN, "ran too long"))
                .setMetrics(ExecutionMetrics.newBuilder()
                        .setExecuteMicros(job.getLeashMillis() * 1_000)
                        .build())
                .build());
    }
}
