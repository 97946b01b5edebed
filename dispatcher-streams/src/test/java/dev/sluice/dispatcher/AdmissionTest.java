package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.admit.Limits;
import dev.sluice.dispatcher.admit.Overflow;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.session.SessionRules;
import dev.sluice.dispatcher.stream.AdmissionRules;
import dev.sluice.dispatcher.throttle.Rates;
import dev.sluice.message.Decision;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import dev.sluice.message.LimitCheck;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.StatementClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits, tables, capacity and overflow, through the whole dispatcher. */
class AdmissionTest {
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
    void aTenantAtItsLimitWaitsWhileOthersRunAndGoesOnWhenAJobOfItsOwnEnds() {
        with(new Limits(1, 0, 0, Map.of()), Overflow.Strategy.REJECT, 1_000);
        QueryRequest first = submit("select 1", "acme");
        QueryRequest second = submit("select 2", "acme");
        QueryRequest other = submit("select 3", "umbrella");

        List<QueryJob> running = driver.jobs(Lane.FAST);
        assertThat(running).extracting(QueryJob::getJobId).containsExactly(first.getJobId(), other.getJobId());
        assertThat(decision(second).getReason()).isEqualTo("Waits for a job of tenant acme to end.");
        end(running.getLast(), JobState.SUCCEEDED);
        assertThat(driver.jobs(Lane.FAST)).isEmpty();

        end(running.getFirst(), JobState.SUCCEEDED);

        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getJobId).containsExactly(second.getJobId());
    }

    @Test
    void everyLimitThatWasLookedAtIsInTheDecision() {
        with(new Limits(5, 4, 1 << 30, Map.of(StatementClass.READ, 3)), Overflow.Strategy.REJECT, 1_000);
        QueryRequest request = submit("select 1", "acme");

        assertThat(decision(request).getLimits())
                .extracting(LimitCheck::getName, LimitCheck::getKey, LimitCheck::getUsed, LimitCheck::getLimit)
                .containsExactly(
                        tuple("slots x prefetch", "shop/FAST", 0L, 2L),
                        tuple("tenant", "shop/acme", 0L, 5L),
                        tuple("principal", "shop/acme/ann", 0L, 4L),
                        tuple("result memory", "shop/acme", 0L, 1L << 30),
                        tuple("class", "shop/READ", 0L, 3L));
    }

    /** Promise 5. */
    @Test
    void aChangeOfATableWaitsForItsJobsToEndAndHoldsNewOnesBackAndNoOthers() {
        submit("select * from orders where id = 1", "acme");
        QueryJob reader = driver.jobs(Lane.FAST).getFirst();
        QueryRequest change = submit("alter table orders add column note text", "acme");
        QueryRequest late = submit("select * from orders where id = 2", "acme");
        QueryRequest elsewhere = submit("select * from customers where id = 1", "acme");

        assertThat(driver.jobs(Lane.SLOW)).isEmpty();
        List<QueryJob> meanwhile = driver.jobs(Lane.FAST);
        assertThat(meanwhile).extracting(QueryJob::getJobId).containsExactly(elsewhere.getJobId());
        List<JobEvent> events = driver.events();
        assertThat(reasonOf(change, events)).isEqualTo("Waits for the jobs on its tables to end.");
        assertThat(reasonOf(late, events)).contains("job " + change.getJobId() + ", which changes a table it uses");

        end(reader, JobState.SUCCEEDED);
        QueryJob changing = driver.jobs(Lane.SLOW).getFirst();
        assertThat(changing.getJobId()).isEqualTo(change.getJobId());
        assertThat(driver.jobs(Lane.FAST)).isEmpty();

        end(changing, JobState.SUCCEEDED);
        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getJobId).containsExactly(late.getJobId());
    }

    @Test
    void aChangeThatIsGivenUpLetsThoseBehindItGo() {
        submit("select * from orders where id = 1", "acme");
        QueryRequest change = submit("alter table orders add column note text", "acme");
        QueryRequest late = submit("select * from orders where id = 2", "acme");
        driver.jobs(Lane.FAST);

        driver.command(Requests.cancel(change));

        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getJobId).containsExactly(late.getJobId());
    }

    @Test
    void aLaneThatIsPausedAdmitsNothingUntilItIsResumed() {
        order(true);
        driver.pass(Duration.ofMillis(200));
        QueryRequest request = submit("select 1", "acme");
        driver.pass(Duration.ofSeconds(1));
        assertThat(driver.jobs(Lane.FAST)).isEmpty();

        order(false);
        driver.pass(Duration.ofSeconds(1));

        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getJobId).containsExactly(request.getJobId());
    }

    @Test
    void noMoreIsAdmittedThanLivingExecutorsAnnounced() {
        driver.heartbeat("executor-1", 1);
        driver.pass(Duration.ofMillis(200));
        submit("select 1", "acme");
        submit("select 2", "acme");
        List<QueryJob> running = driver.jobs(Lane.FAST);
        assertThat(running).hasSize(1);

        driver.pass(Duration.ofSeconds(20));
        end(running.getFirst(), JobState.SUCCEEDED);
        assertThat(driver.jobs(Lane.FAST)).isEmpty();

        driver.heartbeat("executor-2", 2);
        driver.pass(Duration.ofMillis(200));
        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
    }

    /** FAULTS 98. */
    @Test
    void tooManyWaitingJobsAreShedWithTheLowestPriorityFirst() {
        with(Limits.NONE, Overflow.Strategy.REJECT, 10);
        fill(8);
        QueryRequest low = submit("select 0", Priority.LOW);
        QueryRequest refused = submit("select 0", Priority.LOW);
        QueryRequest high = submit("select 0", Priority.HIGH);

        List<QueryReply> replies = driver.replies();
        assertThat(replies).extracting(QueryReply::getJobId).containsExactly(refused.getJobId());
        assertThat(replies.getFirst().getError().getCode()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(replies.getFirst().getError().getRetryable()).isTrue();
        assertThat(driver.events())
                .filteredOn(event -> event.getType() == EventType.QUEUED)
                .extracting(JobEvent::getJobId)
                .contains(low.getJobId(), high.getJobId());
    }

    @Test
    void droppingTheOldestGivesUpWhoHasWaitedLongestInTheLowestBand() {
        with(Limits.NONE, Overflow.Strategy.DROP_OLDEST, 10);
        QueryRequest oldest = fill(9).getFirst();

        submit("select 0", Priority.HIGH);

        assertThat(driver.replies()).extracting(QueryReply::getJobId).containsExactly(oldest.getJobId());
    }

    @Test
    void explainTellsWhereAWaitingJobStandsAndChangesNothing() {
        List<QueryJob> running = fillSlots();
        QueryRequest waiting = submit("select 3", "acme");
        driver.events();

        driver.command(Requests.explain(waiting));

        JobEvent answer = driver.events().getFirst();
        assertThat(answer.getType()).isEqualTo(EventType.EXPLAINED);
        assertThat(answer.getDecision().getReason()).isEqualTo("Waits for a slot of the FAST lane of shop.");
        assertThat(answer.getDecision().getLimits()).first().satisfies(limit -> {
            assertThat(limit.getUsed()).isEqualTo(2);
            assertThat(limit.getAllowed()).isFalse();
        });
        assertThat(answer.getDecision().getQueuePosition()).isZero();
        end(running.getFirst(), JobState.FAILED);
        assertThat(driver.jobs(Lane.FAST)).extracting(QueryJob::getJobId).containsExactly(waiting.getJobId());
    }

    private List<QueryJob> fillSlots() {
        submit("select 1", "acme");
        submit("select 2", "acme");
        return driver.jobs(Lane.FAST);
    }

    private List<QueryRequest> fill(int waiting) {
        fillSlots();
        List<QueryRequest> requests = new ArrayList<>();
        for (int job = 0; job < waiting; job++) {
            requests.add(submit("select 0", Priority.NORMAL));
        }
        return requests;
    }

    private void with(Limits limits, Overflow.Strategy strategy, int mostWaiting) {
        driver.close();
        var admission = new AdmissionRules(
                Rates.UNLIMITED,
                new LaneLimits(Map.of(), Map.of()),
                limits,
                BandWeights.USUAL,
                Duration.ofHours(1),
                new Overflow.Rule(strategy, mostWaiting, mostWaiting - 1, mostWaiting - 2),
                new SessionRules(2, Duration.ofMinutes(10)),
                TestRules.SCALE);
        driver = new DispatcherDriver(directory, TestRules.with(admission, 1_000), 1, new KeptStore());
        Requests.defineUsual(driver);
    }

    private QueryRequest submit(String sql, String tenant) {
        QueryRequest request = Requests.request(driver, sql).setTenant(tenant).build();
        driver.submit(request);
        return request;
    }

    private QueryRequest submit(String sql, Priority priority) {
        QueryRequest request = Requests.request(driver, sql, priority).build();
        driver.submit(request);
        return request;
    }

    private void end(QueryJob job, JobState state) {
        driver.tell(Requests.ended(job, state, driver.clock.instant()));
    }

    private void order(boolean paused) {
        driver.order(LaneOrder.newBuilder()
                .setDatabase("shop")
                .setLane(Lane.FAST)
                .setPaused(paused)
                .setPrincipal("operator")
                .setReason("test")
                .setAt(driver.clock.instant())
                .build());
    }

    private Decision decision(QueryRequest request) {
        return driver.events().stream()
                .filter(event -> event.getJobId().equals(request.getJobId()))
                .findFirst()
                .orElseThrow()
                .getDecision();
    }

    private static String reasonOf(QueryRequest request, List<JobEvent> events) {
        return events.stream()
                .filter(event -> event.getJobId().equals(request.getJobId()))
                .findFirst()
                .orElseThrow()
                .getDecision()
                .getReason();
    }
}
