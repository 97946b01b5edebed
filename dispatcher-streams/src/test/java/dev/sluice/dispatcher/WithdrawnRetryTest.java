package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.CommandAnswer;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.StatementClass;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that wait to be retried although they were given up, and what happens to them meanwhile. */
class WithdrawnRetryTest {
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
    void cancelledWhileItWaitsItIsNotRetried() {
        driver.publish(Retries.granting("patient", 3).build());
        QueryRequest request = submit();
        Retries.giveUp(driver, Retries.routed(driver));

        driver.command(Requests.cancel(request));
        driver.pass(Retries.INTERVAL.plusSeconds(1));

        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.CANCELLED);
        assertThat(driver.events()).extracting(JobEvent::getAnswer).contains(CommandAnswer.CANCELLED);
    }

    @Test
    void cancelledWhileItRanItIsNotRetried() {
        driver.publish(Retries.granting("patient", 3).build());
        QueryRequest request = submit();
        QueryJob job = Retries.routed(driver);
        driver.command(Requests.cancel(request));

        Retries.giveUp(driver, job);

        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.CANCELLED);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void aRetryThatWouldComeAfterTheDeadlineIsNotPromised() {
        driver.publish(Retries.granting("patient", 3).build());
        submit(driver.clock.instant().plus(Retries.NEARLY));

        Retries.giveUp(driver, Retries.routed(driver));

        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.FAILED);
        DeadLetter letter = driver.deadLetters().getFirst();
        assertThat(letter.getRetryAt()).isNull();
        assertThat(letter.getError().getMessage()).endsWith("Its deadline comes before the next automatic retry.");
    }

    @Test
    void aRetryThatFindsNoSlotBeforeTheDeadlineExpires() {
        driver.publish(Retries.granting("patient", 3).build());
        submit(driver.clock.instant().plus(Retries.INTERVAL).plusSeconds(5));
        Retries.giveUp(driver, Retries.routed(driver));
        Requests.fillSlots(driver);

        driver.pass(Retries.INTERVAL.plusSeconds(8));

        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.EXPIRED);
    }

    @Test
    void aGrantThatIsRevokedMeanwhileEndsTheJobInItsTurn() {
        driver.publish(Retries.granting("patient", 2).build());
        QueryRequest request = submit();
        Retries.giveUp(driver, Retries.routed(driver));
        driver.deadLetters();

        driver.publish(
                Retries.granting("patient", 0).setDeadLetterRetryMillis(null).build());
        String reason = explained(request);
        driver.pass(Retries.INTERVAL.plusSeconds(1));

        assertThat(reason).contains("automatic retry 1 is not granted any more");
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.FAILED);
        assertThat(driver.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getRedrivable()).isTrue();
            assertThat(letter.getRetriesGranted()).isZero();
            assertThat(letter.getId()).endsWith(":1:1");
        });
    }

    @Test
    void whatPoliciesForbidMeanwhileIsNotRetried() {
        driver.publish(Retries.granting("patient", 2).build());
        submit();
        Retries.giveUp(driver, Retries.routed(driver));

        driver.publish(Retries.granting("patient", 2)
                .setAllowedClasses(List.of(StatementClass.WRITE))
                .build());
        driver.pass(Retries.INTERVAL.plusSeconds(1));

        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(driver.replies())
                .extracting(reply -> reply.getError().getCode())
                .containsExactly(ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @Test
    void whoeverAsksWhyItWaitsIsTold() {
        driver.publish(Retries.granting("patient", 2).build());
        QueryRequest request = submit();
        Retries.giveUp(driver, Retries.routed(driver));

        String reason = explained(request);

        assertThat(reason)
                .startsWith("Waits until " + driver.clock.instant().plus(Retries.INTERVAL))
                .endsWith("It was given up before; this is automatic retry 1 of 2 that policies grant.");
    }

    private QueryRequest submit() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.submit(request);
        return request;
    }

    private void submit(Instant deadline) {
        driver.submit(Requests.request(driver, "select 1").setDeadline(deadline).build());
    }

    private String explained(QueryRequest request) {
        driver.command(ControlCommand.newBuilder(Requests.cancel(request))
                .setType(CommandType.EXPLAIN)
                .build());
        return driver.events().getLast().getDecision().getReason();
    }
}
