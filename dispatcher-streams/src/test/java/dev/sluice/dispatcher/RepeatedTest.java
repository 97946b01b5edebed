package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.throttle.Rate;
import dev.sluice.message.DecisionOutcome;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same id again: known, in conflict, another tenant's, or forgotten. */
class RepeatedTest {
    @TempDir
    Path directory;

    private final KeptStore jobs = new KeptStore();
    private DispatcherDriver driver;

    @BeforeEach
    void start() {
        driver = new DispatcherDriver(directory, TestRules.with(Rate.UNLIMITED, 10), 1, jobs);
        Requests.defineUsual(driver);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void theSameRequestAgainChangesNothing() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.submit(request);
        driver.submit(request);
        QueryJob job = driver.jobs(Lane.FAST).getFirst();
        driver.tell(Requests.ended(job, JobState.SUCCEEDED, driver.clock.instant()));
        driver.submit(QueryRequest.newBuilder(request)
                .setDeadline(driver.clock.instant().plusSeconds(5))
                .build());

        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(driver.events()).hasSize(1);
        assertThat(driver.replies()).isEmpty();
        assertThat(driver.meters
                        .counter("sluice_dispatcher_ignored_records", "reason", "repeated")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aRejectedRequestAgainIsNotAnsweredTwice() {
        QueryRequest request = Requests.request(driver, "select ?").build();
        driver.submit(request);
        driver.submit(request);

        assertThat(driver.replies()).hasSize(1);
        assertThat(driver.events()).hasSize(1);
    }

    @Test
    void otherContentUnderTheSameIdIsAConflictAndTheFirstJobIsUntouched() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.submit(request);
        driver.submit(QueryRequest.newBuilder(request)
                .setQuery(new SqlText(List.of("select 2")))
                .build());

        QueryReply reply = driver.replies().getFirst();
        assertThat(reply.getError().getCode()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(driver.deadLetters()).hasSize(1);
        assertThat(driver.events()).hasSize(1);
        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
    }

    @Test
    void theSameIdOfAnotherTenantIsAnotherJob() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.submit(request);
        driver.submit(QueryRequest.newBuilder(request)
                .setTenant("umbrella")
                .setQuery(new SqlText(List.of("select 2")))
                .build());

        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getTenant).containsExactly("acme", "umbrella");
    }

    @Test
    void aDryRunAnswersWithTheDecisionAndLeavesNothingBehind() {
        QueryRequest request =
                Requests.request(driver, "select 1").setValidateOnly(true).build();
        driver.submit(request);
        driver.submit(QueryRequest.newBuilder(request)
                .setQuery(new SqlText(List.of("selec ?")))
                .build());

        List<QueryReply> replies = driver.replies();
        assertThat(replies).extracting(QueryReply::getState).containsExactly(JobState.VALIDATED, JobState.REJECTED);
        assertThat(replies.getFirst().getDecision().getOutcome()).isEqualTo(DecisionOutcome.VALIDATED);
        assertThat(driver.events()).isEmpty();
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(jobs.entries("")).isZero();
    }

    @Test
    void endedJobsAreForgottenAfterTheWindow() {
        driver.submit(Requests.request(driver, "select ?").build());
        assertThat(jobs.entries("job/")).isEqualTo(1);

        driver.pass(Duration.ofSeconds(30));
        assertThat(jobs.entries("job/")).isEqualTo(1);
        driver.clock.advance(Duration.ofHours(1));
        driver.pass(Duration.ofSeconds(3));

        assertThat(jobs.entries("job/")).isZero();
        assertThat(jobs.entries("end/")).isZero();
    }

    @Test
    void tooManyEndedJobsAreForgottenSoonerAndTheirRepetitionsRefusedAsTooOld() {
        QueryRequest first = Requests.request(driver, "select ?").build();
        driver.submit(first);
        for (int job = 0; job < 20; job++) {
            driver.clock.advance(Duration.ofMillis(10));
            driver.submit(Requests.request(driver, "select ?").build());
        }
        driver.pass(Duration.ofSeconds(3));
        assertThat(jobs.entries("job/")).isEqualTo(10);
        assertThat(driver.replies()).hasSize(21);

        driver.submit(first);
        assertThat(driver.replies().getFirst().getError().getCode()).isEqualTo(ErrorCode.TOO_OLD);
    }

    @Test
    void aRecordOnTheWrongPartitionIsMovedOnceAndThenMisrouted() {
        driver.close();
        int partitions = IntStream.range(2, 100)
                .filter(count ->
                        BuiltInPartitioner.partitionForKey("shop".getBytes(StandardCharsets.UTF_8), count) != 0)
                .findFirst()
                .orElseThrow();
        driver = new DispatcherDriver(directory, TestRules.usual(), partitions, new KeptStore());
        Requests.defineUsual(driver);
        QueryRequest request =
                Requests.request(driver, "select 1", Priority.LOW).build();

        driver.submit(request);

        // The test driver has one partition only, so the moved record comes back to the wrong one.
        assertThat(driver.raw(request.getTopic())).hasSize(1);
        assertThat(driver.deadLetters().getFirst().getError().getCode()).isEqualTo(ErrorCode.MISROUTED);
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
    }
}
