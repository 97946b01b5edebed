package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.message.CommandAnswer;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * FAULTS 73: whatever a decision throws, it ends that job alone. A text with a semicolon in a literal is put before the parser every
 * time, so a job can be made to break long after it came.
 */
class BrokenDecisionTest {
    private static final String TRAPPED = "select 'trap;'";
    private static final String SECRET = "a literal of the tenant";

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

    static Stream<Named<Supplier<Throwable>>> whatCanBeThrown() {
        return Stream.of(
                Named.of("exception", () -> new IllegalStateException(SECRET)),
                Named.of("overflow", () -> new StackOverflowError(SECRET)));
    }

    @ParameterizedTest
    @MethodSource("whatCanBeThrown")
    void aRequestThatBreaksTheDecisionIsADeadLetterAndTheNextOneRuns(Supplier<Throwable> thrown) {
        driver.parser.breakAt("trap", thrown);

        driver.submit(Requests.request(driver, TRAPPED).build());
        QueryRequest next = submit("select 1");

        DeadLetter letter = driver.deadLetters().getFirst();
        assertThat(letter.getError().getCode()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(letter.getError().toString()).doesNotContain(SECRET).doesNotContain("Exception");
        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getJobId).containsExactly(next.getJobId());
    }

    @ParameterizedTest
    @MethodSource("whatCanBeThrown")
    void aWaitingJobThatBreaksTheDecisionIsRefusedAndTheNextInLineRuns(Supplier<Throwable> thrown) {
        List<QueryJob> running = fillSlots();
        QueryRequest trapped = submit(TRAPPED);
        QueryRequest next = submit("select 2");
        driver.events();
        driver.parser.breakAt("trap", thrown);

        driver.tell(Requests.ended(running.getFirst(), JobState.SUCCEEDED, driver.clock.instant()));

        assertThat(refused()).isEqualTo(trapped.getJobId());
        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getJobId).containsExactly(next.getJobId());
    }

    @Test
    void theSameIsTrueOfAJobWhoseTimeHasCome() {
        QueryRequest trapped = Requests.request(driver, TRAPPED)
                .setNotBefore(driver.clock.instant().plusSeconds(1))
                .build();
        driver.submit(trapped);
        driver.events();
        driver.parser.breakAt("trap", StackOverflowError::new);

        driver.pass(Duration.ofSeconds(2));

        assertThat(refused()).isEqualTo(trapped.getJobId());
        driver.pass(Duration.ofSeconds(5));
        assertThat(driver.replies()).as("it is refused once").isEmpty();
    }

    @Test
    void theLeaseOfAJobThatBreaksItsSecondAttemptIsFree() {
        driver.define(Requests.database("shop", 1));
        submit(TRAPPED);
        QueryJob first = driver.jobs(Lane.FAST).getFirst();
        driver.parser.breakAt("trap", IllegalStateException::new);

        driver.tell(Requests.event(first, EventType.RELEASED, JobState.RETRYING, driver.clock.instant())
                .setError(ErrorCatalog.error(ErrorCode.DEADLOCK, "released"))
                .build());
        driver.pass(Duration.ofSeconds(6));

        assertThat(driver.replies())
                .extracting(QueryReply::getState, reply -> reply.getError().getCode())
                .containsExactly(tuple(JobState.FAILED, ErrorCode.INTERNAL));
        submit("select 3");
        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
    }

    @Test
    void theClaimOfAJobThatBreaksIsFree() {
        QueryRequest reader = submit("select a from item where id = 1");
        QueryJob running = driver.jobs(Lane.FAST).getFirst();
        QueryRequest claims = submit("create table item (a int, b varchar(9) default 'trap;')");
        QueryRequest behind = submit("select b from item where id = 1");
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        driver.events();
        driver.parser.breakAt("trap", IllegalStateException::new);

        driver.tell(Requests.ended(running, JobState.SUCCEEDED, driver.clock.instant()));
        driver.pass(Duration.ofSeconds(1));

        assertThat(running.getJobId()).isEqualTo(reader.getJobId());
        assertThat(refused()).isEqualTo(claims.getJobId());
        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getJobId).containsExactly(behind.getJobId());
    }

    @Test
    void aQuestionThatCannotBeAnsweredIsRefusedAndTheJobStays() {
        List<QueryJob> running = fillSlots();
        QueryRequest trapped = submit(TRAPPED);
        driver.events();
        driver.parser.breakAt("trap", StackOverflowError::new);

        driver.command(Requests.explain(trapped));

        assertThat(driver.events()).extracting(JobEvent::getAnswer).containsExactly(CommandAnswer.REFUSED);
        driver.command(Requests.cancel(trapped));
        assertThat(driver.replies()).extracting(QueryReply::getState).containsExactly(JobState.CANCELLED);
        assertThat(running).hasSize(2);
    }

    /** The id of the one job that was refused, with one OUTCOME and one terminal event, neither of which tells what was thrown. */
    private String refused() {
        List<QueryReply> replies = driver.replies();
        assertThat(replies)
                .extracting(QueryReply::getState, reply -> reply.getError().getCode())
                .containsExactly(tuple(JobState.REJECTED, ErrorCode.INTERNAL));
        assertThat(replies.toString()).doesNotContain(SECRET).doesNotContain("Exception");
        String jobId = replies.getFirst().getJobId();
        assertThat(driver.events())
                .filteredOn(event -> event.getJobId().equals(jobId))
                .extracting(JobEvent::getState, event -> event.getError().getCode())
                .containsExactly(tuple(JobState.REJECTED, ErrorCode.INTERNAL));
        return jobId;
    }

    private List<QueryJob> fillSlots() {
        submit("select 10");
        submit("select 11");
        return new ArrayList<>(driver.jobs(Lane.FAST));
    }

    private QueryRequest submit(String sql) {
        QueryRequest request = Requests.request(driver, sql).build();
        driver.submit(request);
        return request;
    }
}
