package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.message.CommandAnswer;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of commands to cancel. */
class CancelTest {
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
    void aCancelBeforeArrivalEndsTheJobWhenItArrives() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.command(Requests.cancel(request));
        driver.submit(request);
        driver.submit(request);

        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.CANCELLED);
        assertThat(driver.events())
                .extracting(JobEvent::getType, JobEvent::getState, JobEvent::getAnswer)
                .containsExactly(
                        tuple(EventType.ANSWERED, JobState.UNKNOWN, CommandAnswer.NOT_FOUND),
                        tuple(EventType.CANCELLED, JobState.CANCELLED, null));
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
    }

    @Test
    void aCancelOfAWaitingJobEndsItAndOneOfARoutedJobIsLeftToItsExecutor() {
        List<QueryJob> running = Requests.fillSlots(driver);
        QueryRequest waiting = Requests.submit(driver, 1, Priority.NORMAL).getFirst();
        driver.events();

        driver.command(Requests.cancel(waiting));
        driver.command(Requests.cancel(QueryRequest.newBuilder(waiting)
                .setJobId(running.getFirst().getJobId())
                .build()));

        assertThat(driver.replies()).extracting(QueryReply::getJobId).containsExactly(waiting.getJobId());
        assertThat(driver.events())
                .extracting(JobEvent::getType, JobEvent::getAnswer)
                .containsExactly(tuple(EventType.CANCELLED, null), tuple(EventType.ANSWERED, CommandAnswer.CANCELLED));
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, CANCELLED", "SUCCEEDED, TOO_LATE", "FAILED, TOO_LATE"})
    void theCancelOfARoutedJobIsAnsweredWhenItIsKnownWhoWasFirst(JobState end, CommandAnswer answer) {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.submit(request);
        QueryJob job = driver.jobs(Lane.FAST).getFirst();
        var cancel = Requests.cancel(request);
        driver.command(cancel);
        driver.events();

        driver.tell(Requests.ended(job, end, driver.clock.instant()));
        driver.command(Requests.cancel(request));

        assertThat(driver.events())
                .filteredOn(event -> event.getType() == EventType.ANSWERED)
                .extracting(JobEvent::getAnswer)
                .containsExactly(answer, answer);
    }

    @Test
    void everyOneOfSeveralCancelsIsAnswered() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.submit(request);
        QueryJob job = driver.jobs(Lane.FAST).getFirst();
        var first = Requests.cancel(request);
        var second = Requests.cancel(request);
        driver.command(first);
        driver.command(second);
        driver.events();

        driver.tell(Requests.ended(job, JobState.CANCELLED, driver.clock.instant()));

        assertThat(driver.events())
                .extracting(JobEvent::getCommandId)
                .containsExactly(first.getCommandId(), second.getCommandId());
    }

    @Test
    void aJobThatIsCancelledAndThenGivenBackIsNotRunAgain() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.submit(request);
        QueryJob job = driver.jobs(Lane.FAST).getFirst();
        driver.command(Requests.cancel(request));

        driver.tell(Requests.event(job, EventType.RELEASED, JobState.RETRYING, driver.clock.instant())
                .build());
        driver.pass(Duration.ofSeconds(10));

        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.CANCELLED);
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
    }
}
