package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.Isolation;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SessionFailure;
import dev.sluice.message.SessionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 8, and what a session carries from job to job. */
class SessionTest {
    private static final SessionOptions STOPS =
            new SessionOptions(Isolation.SERIALIZABLE, false, Map.of("app.user", "ann"), SessionFailure.STOP);

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
    void jobsOfASessionRunOneAfterAnotherInTheirOrderAlsoAfterARestart(@TempDir Path other) {
        QueryRequest first = submit("s1", null);
        QueryRequest second = submit("s1", null);
        QueryRequest third = submit("s1", null);
        QueryRequest free = submit(null, null);
        List<QueryJob> running = driver.jobs(Lane.FAST);
        assertThat(running).extracting(QueryJob::getJobId).containsExactly(first.getJobId(), free.getJobId());
        end(running.getLast(), JobState.SUCCEEDED);

        driver = driver.restarted(other);
        end(running.getFirst(), JobState.SUCCEEDED);
        QueryJob next = onlyJob();
        assertThat(next.getJobId()).isEqualTo(second.getJobId());
        end(next, JobState.SUCCEEDED);

        assertThat(onlyJob().getJobId()).isEqualTo(third.getJobId());
    }

    @Test
    void aRetryHoldsTheNextJobOfItsSession() {
        QueryRequest first = submit("s1", null);
        submit("s1", null);
        QueryJob job = onlyJob();

        driver.tell(Requests.event(job, EventType.RELEASED, JobState.RETRYING, driver.clock.instant())
                .build());
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        driver.pass(Duration.ofSeconds(1));

        assertThat(onlyJob().getJobId()).isEqualTo(first.getJobId());
    }

    @Test
    void everyJobCarriesWhatTheFirstOneOpenedTheSessionWith() {
        submit("s1", STOPS);
        end(onlyJob(), JobState.SUCCEEDED);
        submit("s1", null);

        assertThat(onlyJob().getSession()).isEqualTo(STOPS);
    }

    @Test
    void aSessionThatStopsOnFailureRejectsWhatFollowsUntilItIsOpenedAnew() {
        submit("s1", STOPS);
        QueryRequest waiting = submit("s1", null);
        end(onlyJob(), JobState.FAILED);
        QueryRequest later = submit("s1", null);

        assertThat(driver.replies())
                .extracting(QueryReply::getJobId)
                .containsExactly(waiting.getJobId(), later.getJobId());
        QueryRequest anew = submit("s1", STOPS);
        assertThat(onlyJob().getJobId()).isEqualTo(anew.getJobId());
    }

    @Test
    void aStoppedSessionStaysStoppedForADayLongerThanOthersAreRememberedAndTakesNobodysRoom(@TempDir Path other) {
        submit("s1", STOPS);
        end(onlyJob(), JobState.FAILED);
        driver.pass(Duration.ofMinutes(11));
        driver = driver.restarted(other);
        submit("s1", null);
        ErrorCode afterIdling = refusal();
        submit("s2", null);
        submit("s3", null);
        List<QueryJob> others = driver.jobs(Lane.FAST);
        others.forEach(job -> end(job, JobState.SUCCEEDED));

        driver.skip(Duration.ofHours(25));
        submit("s1", null);

        assertThat(afterIdling).isEqualTo(ErrorCode.SESSION_STOPPED);
        assertThat(others).hasSize(2);
        assertThat(driver.replies()).isEmpty();
    }

    @Test
    void aSessionThatGoesOnRunsTheNextJobAfterAFailure() {
        submit("s1", null);
        QueryRequest next = submit("s1", null);

        end(onlyJob(), JobState.FAILED);

        assertThat(onlyJob().getJobId()).isEqualTo(next.getJobId());
    }

    @Test
    void aPrincipalHasSoManySessionsAndAnIdleOneMakesRoom() {
        submit("s1", null);
        submit("s2", null);
        driver.jobs(Lane.FAST).forEach(job -> end(job, JobState.SUCCEEDED));
        submit("s3", null);
        assertThat(refusal()).isEqualTo(ErrorCode.SESSION_LIMIT);

        driver.pass(Duration.ofMinutes(11));
        QueryRequest third = submit("s3", null);

        assertThat(onlyJob().getJobId()).isEqualTo(third.getJobId());
    }

    @Test
    void aSessionHasOnePriorityAndOnePrincipal() {
        submit("s1", null);
        driver.submit(Requests.request(driver, "select 1", Priority.HIGH)
                .setSessionId("s1")
                .build());
        assertThat(refusal()).isEqualTo(ErrorCode.INVALID_REQUEST);
        driver.submit(Requests.request(driver, "select 1")
                .setSessionId("s1")
                .setPrincipal("bob")
                .build());
        assertThat(refusal()).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aReadOnlySessionTakesNoWrites() {
        var readOnly = new SessionOptions(Isolation.DEFAULT, true, Map.of(), SessionFailure.CONTINUE);
        submit("s1", readOnly);
        driver.submit(Requests.request(driver, "delete from orders where id = 1")
                .setSessionId("s1")
                .build());

        assertThat(refusal()).isEqualTo(ErrorCode.READ_ONLY);
    }

    @Test
    void variablesThatTheEngineCannotHoldAreRefused() {
        submit(
                "s1",
                new SessionOptions(Isolation.DEFAULT, false, Map.of("search_path", "theirs"), SessionFailure.CONTINUE));

        assertThat(refusal()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    private QueryRequest submit(@Nullable String session, @Nullable SessionOptions options) {
        QueryRequest request = Requests.request(driver, "select 1")
                .setSessionId(session)
                .setSession(options)
                .build();
        driver.submit(request);
        return request;
    }

    private QueryJob onlyJob() {
        List<QueryJob> jobs = driver.jobs(Lane.FAST);
        assertThat(jobs).hasSize(1);
        return jobs.getFirst();
    }

    private ErrorCode refusal() {
        return driver.replies().getLast().getError().getCode();
    }

    private void end(QueryJob job, JobState state) {
        driver.tell(Requests.ended(job, state, driver.clock.instant()));
    }
}
