package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.CommandAnswer;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.Decision;
import dev.sluice.message.DecisionOutcome;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.LimitCheck;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered to whoever asks why a job is where it is. */
class ExplainTest {
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
    void aWaitingJobIsHeldByALimitThatIsUsedUp() {
        List<QueryRequest> requests = submitThree();

        Decision decision = explained(requests.getLast());

        assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.HELD);
        assertThat(decision.getQueuePosition()).isZero();
        assertThat(decision.getEtaMillis()).isNotNull();
        LimitCheck slots = decision.getLimits().getFirst();
        assertThat(slots.getAllowed()).isFalse();
        assertThat(slots.getUsed()).isEqualTo(slots.getLimit());
    }

    @Test
    void aJobWithItsLeaseIsAdmittedWhateverIsUsedByNow() {
        List<QueryRequest> requests = submitThree();
        String jobId = driver.jobs(Lane.FAST).getFirst().getJobId();

        Decision decision = explained(
                QueryRequest.newBuilder(requests.getFirst()).setJobId(jobId).build());

        assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.ADMITTED);
        assertThat(decision.getReason()).startsWith("Has a lease of the FAST lane for attempt 1: ");
        assertThat(decision.getLane()).isEqualTo(Lane.FAST);
        assertThat(decision.getQueuePosition()).isNull();
        assertThat(decision.getEtaMillis()).isNull();
        assertThat(decision.getLimits()).isNotEmpty().allMatch(LimitCheck::getAllowed);
    }

    @Test
    void aCommandToCancelThatIsOnItsWayIsTold() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.submit(request);
        driver.command(Requests.cancel(request));

        assertThat(explained(request).getReason()).endsWith("A command to cancel it is on its way.");
    }

    @Test
    void whatHasEndedOrIsUnknownHasNoDecision() {
        QueryRequest request = Requests.request(driver, "select 1").build();
        driver.command(explain(request));
        driver.submit(request);
        QueryJob job = driver.jobs(Lane.FAST).getFirst();
        driver.tell(Requests.ended(job, JobState.SUCCEEDED, driver.clock.instant()));
        driver.command(explain(request));

        assertThat(driver.events())
                .filteredOn(event -> event.getType() == EventType.ANSWERED)
                .extracting(JobEvent::getAnswer)
                .containsExactly(CommandAnswer.NOT_FOUND, CommandAnswer.TOO_LATE);
    }

    private List<QueryRequest> submitThree() {
        List<QueryRequest> requests = new ArrayList<>();
        for (int at = 0; at < 3; at++) {
            QueryRequest request = Requests.request(driver, "select " + at).build();
            driver.submit(request);
            requests.add(request);
        }
        return requests;
    }

    private Decision explained(QueryRequest request) {
        driver.events();
        ControlCommand command = explain(request);
        driver.command(command);
        List<JobEvent> events = driver.events();
        assertThat(events).extracting(JobEvent::getType).containsExactly(EventType.EXPLAINED);
        JobEvent answer = events.getFirst();
        assertThat(answer.getCommandId()).isEqualTo(command.getCommandId());
        assertThat(answer.getAnswer()).isEqualTo(CommandAnswer.EXPLAINED);
        return Objects.requireNonNull(answer.getDecision());
    }

    private static ControlCommand explain(QueryRequest request) {
        return ControlCommand.newBuilder(Requests.cancel(request))
                .setType(CommandType.EXPLAIN)
                .build();
    }
}
