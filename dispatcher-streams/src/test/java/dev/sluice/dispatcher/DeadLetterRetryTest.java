package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Policy;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose tries are used up, and policies that grant them more. */
class DeadLetterRetryTest {
    @TempDir
    Path directory;

    @TempDir
    Path other;

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
    void aDeadLetterIsRetriedAtTheIntervalAsOftenAsGrantedAndThenTheJobEnds() {
        driver.publish(Retries.granting("patient", 2).build());
        submit();
        for (int round = 1; round <= 3; round++) {
            assertThat(driver.replies()).as("it has not ended").isEmpty();
            QueryJob job = Retries.routed(driver);
            assertThat(job.getAttempt()).isEqualTo(round);
            Retries.giveUp(driver, job);
            driver.pass(Retries.NEARLY);
            assertThat(driver.jobs(Lane.FAST)).as("not before its time").isEmpty();
            driver.pass(Duration.ofSeconds(2));
        }

        List<QueryReply> replies = driver.replies();
        assertThat(replies).extracting(QueryReply::getState).containsExactly(JobState.FAILED);
        assertThat(replies.getFirst().getError().getCode()).isEqualTo(ErrorCode.RETRY_EXHAUSTED);
        assertThat(replies.getFirst().getMetrics().getAttempt()).isEqualTo(3);
        List<JobEvent> events = driver.events();
        assertThat(events.getLast().getMetrics()).isEqualTo(replies.getFirst().getMetrics());
        assertThat(events)
                .extracting(JobEvent::getState)
                .containsExactly(
                        JobState.ADMITTED,
                        JobState.RETRYING,
                        JobState.ADMITTED,
                        JobState.RETRYING,
                        JobState.ADMITTED,
                        JobState.FAILED);
    }

    @Test
    void everyDeadLetterHoldsTheRequestAndSaysWhetherARetryFollows() {
        driver.publish(Retries.granting("patient", 1).build());
        QueryRequest request = submit();
        Retries.giveUp(driver, Retries.routed(driver));
        driver.pass(Retries.INTERVAL);
        Retries.giveUp(driver, Retries.routed(driver));

        List<DeadLetter> letters = driver.deadLetters();

        assertThat(letters).extracting(DeadLetter::getRetries).containsExactly(0, 1);
        assertThat(letters).extracting(DeadLetter::getRetriesGranted).containsExactly(1, 1);
        assertThat(letters).extracting(DeadLetter::getRedrivable).containsExactly(false, true);
        assertThat(letters.getFirst().getRetryAt())
                .isEqualTo(letters.getFirst().getAt().plus(Retries.INTERVAL));
        assertThat(letters.getFirst().getError().getMessage()).contains("Automatic retry 1 of 1 follows");
        assertThat(letters.getLast().getRetryAt()).isNull();
        assertThat(letters.getLast().getError().getMessage()).endsWith("Automatic retries made: 1.");
        assertThat(letters).extracting(DeadLetter::getId).doesNotHaveDuplicates();
        assertThat(letters).allSatisfy(letter -> assertThat(requestIn(letter)).isEqualTo(request));
    }

    @Test
    void eachRetryHasItsOwnTries() {
        driver.publish(Retries.granting("patient", 1).build());
        submit();
        for (int attempt = 1; attempt <= 6; attempt++) {
            QueryJob job = Retries.routed(driver);
            assertThat(job.getAttempt()).isEqualTo(attempt);
            assertThat(driver.replies()).isEmpty();
            Retries.release(driver, job, ErrorCode.DEADLOCK);
            driver.pass(Retries.INTERVAL.plusSeconds(1));
        }

        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.FAILED);
        assertThat(driver.deadLetters()).extracting(DeadLetter::getAttempts).containsExactly(3, 6);
    }

    @Test
    void nothingIsRetriedThatNoPolicyGrants() {
        driver.publish(
                Retries.granting("others", 3).setTenants(List.of("umbrella")).build());
        driver.publish(Retries.reading("silent").build());
        submit();

        Retries.giveUp(driver, Retries.routed(driver));

        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.FAILED);
        DeadLetter letter = driver.deadLetters().getFirst();
        assertThat(letter.getRedrivable()).isTrue();
        assertThat(letter.getRetriesGranted()).isZero();
        assertThat(letter.getRetryAt()).isNull();
    }

    @Test
    void ofSeveralPoliciesTheFewestRetriesAndTheLongestIntervalHold() {
        driver.publish(
                Retries.granting("hasty", 5).setDeadLetterRetryMillis(1_000L).build());
        driver.publish(Retries.granting("patient", 1).build());
        driver.publish(Retries.reading("silent").build());
        submit();

        Retries.giveUp(driver, Retries.routed(driver));

        DeadLetter letter = driver.deadLetters().getFirst();
        assertThat(letter.getRetriesGranted()).isEqualTo(1);
        assertThat(letter.getRetryAt()).isEqualTo(driver.clock.instant().plus(Retries.INTERVAL));
    }

    @Test
    void aPolicyForARoleGrantsRetriesToThoseWhoAskInIt() {
        driver.publish(Retries.granting("nightly", 1).setRoles(List.of("batch")).build());
        driver.submit(
                Requests.request(driver, "select 1").setRoles(List.of("batch")).build());
        Retries.giveUp(driver, Retries.routed(driver));
        driver.submit(Requests.request(driver, "select 1").build());
        Retries.giveUp(driver, Retries.routed(driver));

        assertThat(driver.deadLetters())
                .extracting(DeadLetter::getRetriesGranted)
                .containsExactly(1, 0);
    }

    @Test
    void whatAnExecutorEndedIsNotRetried() {
        driver.publish(Retries.granting("patient", 3).build());
        for (ErrorCode code : List.of(ErrorCode.SYNTAX_ERROR, ErrorCode.POISON, ErrorCode.DEADLOCK)) {
            submit();
            driver.tell(
                    Requests.event(Retries.routed(driver), EventType.FAILED, JobState.FAILED, driver.clock.instant())
                            .setError(ErrorCatalog.error(code, "no"))
                            .build());
        }
        submit();
        driver.tell(Requests.ended(Retries.routed(driver), JobState.UNKNOWN, driver.clock.instant()));
        driver.pass(Retries.INTERVAL.plusSeconds(1));

        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void aRestartKeepsTheNumberOfRetriesAndTheTimeOfTheNext() {
        Policy policy = Retries.granting("patient", 2).build();
        driver.publish(policy);
        submit();
        Retries.giveUp(driver, Retries.routed(driver));
        driver.pass(Retries.NEARLY);
        driver = driver.restarted(other);
        driver.publish(policy);

        driver.pass(Duration.ofMillis(500));
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        driver.pass(Duration.ofSeconds(2));
        Retries.giveUp(driver, Retries.routed(driver));

        DeadLetter letter = driver.deadLetters().getFirst();
        assertThat(letter.getRetries()).isEqualTo(1);
        assertThat(letter.getRetryAt()).isNotNull();
    }

    private QueryRequest submit() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.submit(request);
        return request;
    }

    private QueryRequest requestIn(DeadLetter letter) {
        ByteBuffer value = letter.getValue().duplicate();
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return switch (driver.messages.decode(QueryRequest.class, bytes)) {
            case Decoded.Message<QueryRequest> message -> message.value();
            case Decoded.Undecodable<QueryRequest> bad -> throw new AssertionError(bad.error());
            case Decoded.RegistryDown<QueryRequest> down -> throw new AssertionError(down.reason());
        };
    }
}
