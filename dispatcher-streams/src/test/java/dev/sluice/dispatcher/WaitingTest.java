package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.throttle.Rate;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two slots, and more jobs than that. */
class WaitingTest {
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
    void leasesNeverExceedTheLimitAndEachTerminalEventLetsTheNextOneIn() {
        List<QueryRequest> requests = Requests.submit(driver, 5, Priority.NORMAL);
        List<QueryJob> routed = new ArrayList<>(driver.jobs(Lane.FAST));
        assertThat(routed).hasSize(2);
        assertThat(driver.events())
                .extracting(JobEvent::getType)
                .containsExactly(
                        EventType.ADMITTED, EventType.ADMITTED, EventType.QUEUED, EventType.QUEUED, EventType.QUEUED);

        for (int ended = 0; ended < 5; ended++) {
            driver.tell(Requests.ended(routed.get(ended), JobState.SUCCEEDED, driver.clock.instant()));
            routed.addAll(driver.jobs(Lane.FAST));
            assertThat(routed).hasSize(Math.min(ended + 3, 5));
        }
        assertThat(routed)
                .extracting(QueryJob::getJobId)
                .containsExactlyElementsOf(
                        requests.stream().map(QueryRequest::getJobId).toList());
    }

    @Test
    void bandsShareALaneByWeightAndWithinOneTheOrderIsThatOfArrival() {
        List<QueryJob> running = Requests.fillSlots(driver);
        List<QueryRequest> low = Requests.submit(driver, 1, Priority.LOW);
        List<QueryRequest> normal = Requests.submit(driver, 2, Priority.NORMAL);
        List<QueryRequest> high = Requests.submit(driver, 1, Priority.HIGH);

        List<String> order = new ArrayList<>();
        for (int next = 0; next < 4; next++) {
            driver.tell(Requests.ended(running.removeFirst(), JobState.FAILED, driver.clock.instant()));
            running.addAll(driver.jobs(Lane.FAST));
            order.add(running.getLast().getJobId());
        }
        assertThat(order)
                .containsExactly(
                        high.getFirst().getJobId(),
                        normal.get(0).getJobId(),
                        low.getFirst().getJobId(),
                        normal.get(1).getJobId());
    }

    @Test
    void onlyTheTerminalEventOfTheRightAttemptEndsALease() {
        QueryJob job = Requests.fillSlots(driver).getFirst();
        Requests.submit(driver, 1, Priority.NORMAL);

        driver.tell(Requests.event(job, EventType.RUNNING, JobState.RUNNING, driver.clock.instant())
                .build());
        driver.tell(Requests.event(job, EventType.SUCCEEDED, JobState.SUCCEEDED, driver.clock.instant())
                .setAttempt(7)
                .build());
        driver.tell(Requests.event(job, EventType.SUCCEEDED, JobState.SUCCEEDED, driver.clock.instant())
                .setTenant("umbrella")
                .build());
        assertThat(driver.jobs(Lane.FAST)).isEmpty();

        driver.tell(Requests.ended(job, JobState.SUCCEEDED, driver.clock.instant()));
        driver.tell(Requests.ended(job, JobState.SUCCEEDED, driver.clock.instant()));
        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
    }

    @Test
    void aRoutedJobIsNotEndedByAnEventWhileItWaits() {
        Requests.fillSlots(driver);
        QueryRequest waiting = Requests.submit(driver, 1, Priority.NORMAL).getFirst();
        driver.events();

        driver.tell(JobEvent.newBuilder()
                .setJobId(waiting.getJobId())
                .setTenant("acme")
                .setPrincipal("ann")
                .setDatabase("shop")
                .setType(EventType.CANCELLED)
                .setState(JobState.CANCELLED)
                .setAt(driver.clock.instant())
                .build());

        assertThat(driver.meters
                        .counter("sluice_dispatcher_ignored_records", "reason", "not routed")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aReleasedJobIsTriedAgainAfterABackoffAndGivenUpAtItsLimit() {
        driver.submit(Requests.request(driver, "select 1").build());
        for (int attempt = 1; attempt <= 3; attempt++) {
            List<QueryJob> routed = driver.jobs(Lane.FAST);
            assertThat(routed).extracting(QueryJob::getAttempt).containsExactly(attempt);
            release(routed.getFirst(), ErrorCode.DEADLOCK);
            assertThat(driver.jobs(Lane.FAST)).isEmpty();
            driver.pass(Duration.ofSeconds(6));
        }
        assertThat(driver.replies())
                .extracting(reply -> reply.getError().getCode())
                .containsExactly(ErrorCode.RETRY_EXHAUSTED);
        assertThat(driver.deadLetters().getFirst().getRedrivable()).isTrue();
        assertThat(driver.events().getLast().getState()).isEqualTo(JobState.FAILED);
    }

    @Test
    void anEngineThatIsDownBurnsNoAttempts() {
        driver.submit(Requests.request(driver, "select 1").build());
        for (int attempt = 1; attempt <= 6; attempt++) {
            release(driver.jobs(Lane.FAST).getFirst(), ErrorCode.ENGINE_DOWN);
            driver.pass(Duration.ofSeconds(6));
        }
        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getAttempt).containsExactly(7);
        assertThat(driver.replies()).isEmpty();
    }

    @Test
    void aJobThatItsExecutorGaveBackBeforeItStoppedIsSentToAnotherAtOnceAndBurnsNoAttempt() {
        driver.submit(Requests.request(driver, "select 1").build());
        for (int attempt = 1; attempt <= 6; attempt++) {
            release(driver.jobs(Lane.FAST).getFirst(), ErrorCode.EXECUTOR_STOPPING);
        }
        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getAttempt).containsExactly(7);
        assertThat(driver.replies()).isEmpty();
    }

    @Test
    void aJobStartsNotBeforeItsTime() {
        driver.submit(Requests.request(driver, "select 1")
                .setNotBefore(driver.clock.instant().plusSeconds(3))
                .build());
        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.jobs(Lane.FAST)).isEmpty();

        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
    }

    @Test
    void aJobWhoseDeadlinePassesWhileItWaitsExpires() {
        List<QueryJob> running = Requests.fillSlots(driver);
        driver.submit(Requests.request(driver, "select 1")
                .setDeadline(driver.clock.instant().plusSeconds(1))
                .build());
        driver.pass(Duration.ofSeconds(2));

        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.EXPIRED);
        assertThat(driver.events().getLast().getState()).isEqualTo(JobState.EXPIRED);
        driver.tell(Requests.ended(running.getFirst(), JobState.SUCCEEDED, driver.clock.instant()));
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
    }

    @Test
    void aJobThatArrivesAfterItsDeadlineExpiresAtOnce() {
        driver.submit(Requests.request(driver, "select 1")
                .setDeadline(driver.clock.instant().minusSeconds(1))
                .build());

        assertThat(driver.replies())
                .extracting(reply -> reply.getError().getCode())
                .containsExactly(ErrorCode.EXPIRED);
        assertThat(driver.events()).extracting(JobEvent::getState).containsExactly(JobState.EXPIRED);
    }

    @Test
    void aTenantBeyondItsRateWaitsAndIsNotRefused() {
        driver.close();
        driver = new DispatcherDriver(directory, TestRules.with(new Rate(1, 1), 100), 1, new KeptStore());
        Requests.defineUsual(driver);

        Requests.submit(driver, 2, Priority.NORMAL);
        driver.submit(Requests.request(driver, "select 1").setTenant("umbrella").build());
        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getTenant).containsExactly("acme", "umbrella");
        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.raw("sluice.jobs.postgresql.fast")).isEmpty();
        assertThat(driver.events())
                .filteredOn(event -> event.getType() == EventType.QUEUED)
                .hasSize(1);
    }

    @Test
    void waitingJobsOfADatabaseThatIsDisabledStartOnceItIsEnabled() {
        driver.define(Requests.database("shop", 0));
        Requests.submit(driver, 1, Priority.NORMAL);
        assertThat(driver.jobs(Lane.FAST)).isEmpty();

        driver.define(Requests.database("shop", 2));
        driver.pass(Duration.ofSeconds(1));
        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
    }

    @Test
    void afterARestartLeasesAndLineAreAsBefore() {
        List<QueryJob> running = Requests.fillSlots(driver);
        List<QueryRequest> waiting = Requests.submit(driver, 2, Priority.NORMAL);

        driver = driver.restarted(directory.resolve("again"));
        driver.pass(Duration.ofSeconds(1));
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        driver.submit(waiting.getFirst());
        driver.tell(Requests.ended(running.getFirst(), JobState.SUCCEEDED, driver.clock.instant()));

        assertThat(driver.jobs(Lane.FAST))
                .extracting(QueryJob::getJobId)
                .containsExactly(waiting.getFirst().getJobId());
    }

    /** FAULTS 94. */
    @Test
    void aRestartGivesATenantNoSecondBurst() {
        driver.close();
        driver = new DispatcherDriver(directory, TestRules.with(new Rate(1, 3), 100), 1, new KeptStore());
        driver.define(Requests.database("shop", 100));
        Requests.submit(driver, 5, Priority.NORMAL);
        assertThat(driver.jobs(Lane.FAST)).hasSize(3);

        driver = driver.restarted(directory.resolve("again"));
        driver.define(Requests.database("shop", 100));
        Requests.submit(driver, 5, Priority.NORMAL);
        assertThat(driver.jobs(Lane.FAST)).as("at once").isEmpty();
        driver.pass(Duration.ofSeconds(4));

        assertThat(driver.jobs(Lane.FAST)).as("four seconds at one a second").hasSize(4);
    }

    private void release(QueryJob job, ErrorCode code) {
        driver.tell(Requests.event(job, EventType.RELEASED, JobState.RETRYING, driver.clock.instant())
                .setError(ErrorCatalog.error(code, "released"))
                .build());
    }
}
