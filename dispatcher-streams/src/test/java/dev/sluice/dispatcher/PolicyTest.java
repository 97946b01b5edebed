package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DecisionOutcome;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Policy;
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

/** Policies on their way from the topic to the decision. */
class PolicyTest {
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
    void everyDecisionNamesThePoliciesThatApplied() {
        driver.publish(policy("first").build());
        driver.publish(policy("second").build());
        driver.publish(policy("elsewhere").setTenants(List.of("bolt")).build());

        submit("select 1");
        submit("select 2");
        submit("select 3");
        submit("delete from item");

        assertThat(driver.events())
                .extracting(event -> event.getDecision().getOutcome())
                .containsExactly(
                        DecisionOutcome.ADMITTED,
                        DecisionOutcome.ADMITTED,
                        DecisionOutcome.HELD,
                        DecisionOutcome.REFUSED);
        assertThat(driver.replies())
                .allSatisfy(
                        reply -> assertThat(reply.getDecision().getPolicies()).containsExactly("first", "second"));
    }

    @Test
    void aDryRunNamesThemToo() {
        driver.publish(policy("readers").build());

        driver.submit(Requests.request(driver, "select count(*) from item")
                .setValidateOnly(true)
                .build());

        QueryReply reply = driver.replies().getFirst();
        assertThat(reply.getState()).isEqualTo(JobState.VALIDATED);
        assertThat(reply.getDecision().getPolicies()).containsExactly("readers");
        assertThat(reply.getDecision().getFunctions()).containsExactly("count");
    }

    @Test
    void theRolesOfTheRequestCount() {
        driver.publish(policy("boss-only").setRoles(List.of("boss")).build());
        driver.publish(policy("nothing-else").build());

        driver.submit(
                Requests.request(driver, "select 1").setRoles(List.of("boss")).build());

        assertThat(driver.events().getFirst().getDecision().getPolicies()).containsExactly("boss-only", "nothing-else");
    }

    @Test
    void aRoleMustBeAName() {
        driver.submit(Requests.request(driver, "select 1")
                .setRoles(List.of("../boss"))
                .build());

        assertThat(refusal().getCode()).isEqualTo(ErrorCode.INVALID_NAME);
    }

    /** FAULTS 92: what was allowed when it came is refused when its turn comes; what is routed already runs. */
    @Test
    void revocationTakesEffectForQueuedJobs() {
        driver.publish(policy("readers").build());
        submit("select 1");
        submit("select 2");
        QueryRequest queued = submit("select 3");
        List<QueryJob> running = driver.jobs(Lane.FAST);
        driver.events();

        driver.publish(policy("readers")
                .setAllowedClasses(List.of())
                .setDeniedClasses(List.of(StatementClass.READ))
                .build());
        driver.tell(Requests.ended(running.getFirst(), JobState.SUCCEEDED, driver.clock.instant()));

        JobEvent end = driver.events().getLast();
        assertThat(running).hasSize(2);
        assertThat(end.getJobId()).isEqualTo(queued.getJobId());
        assertThat(end.getState()).isEqualTo(JobState.REJECTED);
        assertThat(end.getError().getCode()).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
        assertThat(end.getDecision().getPolicies()).containsExactly("readers");
        assertThat(driver.replies().getLast().getDecision().getPolicies()).containsExactly("readers");
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
    }

    @Test
    void aBadVersionIsRefusedWholeAndTheLastGoodOneStaysInForce() {
        driver.publish(policy("readers").build());

        driver.publish(policy("readers")
                .setAllowedClasses(List.of(StatementClass.READ, StatementClass.WRITE))
                .setMaxStatements(-1)
                .build());
        submit("select 1");
        submit("delete from item");

        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
        assertThat(refusal().getCode()).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
        assertThat(refusedDefinitions()).isEqualTo(1);
    }

    /** Both came before anybody asked, so the good one was never used; it counts all the same. */
    @Test
    void theLastGoodVersionIsKnownEvenIfNobodyAskedInBetween() {
        driver.publish(policy("readers").build());
        driver.catalogue(DispatcherDriver.TOPICS.policies(), "readers", new byte[] {1, 2, 3});

        submit("select 1");

        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
        assertThat(refusedDefinitions()).isEqualTo(1);
    }

    @Test
    void withoutAGoodVersionAnUnreadablePolicyClosesEverythingAndSaysHowToOpenIt() {
        driver.catalogue(DispatcherDriver.TOPICS.policies(), "readers", new byte[] {1, 2, 3});

        submit("select 1");
        submit("select 2");

        assertThat(driver.replies())
                .hasSize(2)
                .allSatisfy(reply -> assertThat(reply.getError().getCode()).isEqualTo(ErrorCode.INVALID_DEFINITION))
                .allSatisfy(reply -> assertThat(reply.getError().getMessage()).contains("Policy readers", "delete it"))
                .allSatisfy(
                        reply -> assertThat(reply.getDecision().getPolicies()).containsExactly("readers"));
        assertThat(refusedDefinitions()).as("counted once a version").isEqualTo(1);
    }

    @Test
    void aTombstoneTakesAPolicyAway() {
        driver.publish(policy("readers").build());
        driver.catalogue(DispatcherDriver.TOPICS.policies(), "readers", null);

        submit("delete from item");

        JobEvent event = driver.events().getFirst();
        assertThat(event.getState()).isEqualTo(JobState.ADMITTED);
        assertThat(event.getDecision().getPolicies()).isEmpty();
    }

    @Test
    void aPolicyUnderAnotherKeyThanItsNameIsRefused() {
        driver.catalogue(
                DispatcherDriver.TOPICS.policies(),
                "other",
                driver.messages.encode(policy("readers").build()));

        submit("select 1");

        assertThat(refusal().getCode()).isEqualTo(ErrorCode.INVALID_DEFINITION);
    }

    @Test
    void aResultIsCappedByThePolicy() {
        driver.publish(policy("small").setMaxResultBytes(1_000L).build());

        driver.submit(Requests.request(driver, "select 1").setMaxBytes(5_000L).build());

        assertThat(driver.jobs(Lane.FAST).getFirst().getMaxBytes()).isEqualTo(1_000);
    }

    private QueryRequest submit(String sql) {
        QueryRequest request = Requests.request(driver, sql).build();
        driver.submit(request);
        return request;
    }

    private JobError refusal() {
        return driver.replies().getLast().getError();
    }

    private double refusedDefinitions() {
        return driver.meters
                .get("sluice_dispatcher_refused_definitions")
                .tag("catalog", "policies")
                .counter()
                .count();
    }

    private static Policy.Builder policy(String name) {
        return Policy.newBuilder()
                .setName(name)
                .setTenants(List.of("acme"))
                .setAllowedClasses(List.of(StatementClass.READ))
                .setUpdatedAt(Instant.EPOCH);
    }
}
