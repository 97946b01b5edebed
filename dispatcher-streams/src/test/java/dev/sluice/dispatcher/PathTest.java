package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DecisionOutcome;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.seal.SealVerdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathTest {
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
    void aRequestBecomesASealedJobOnTheTopicOfItsEngineAndLane() {
        QueryRequest request = Requests.request(driver, "select * from item where id = ?")
                .setParameters(List.of(Requests.number(7)))
                .setLabels(Map.of("team", "ops"))
                .build();

        driver.submit(request);

        QueryJob job = driver.jobs(Lane.FAST).getFirst();
        assertThat(new JobSeal("k1", new byte[32])
                        .verify(job, DispatcherDriver.TOPICS.jobs("postgresql", Lane.FAST), driver.clock.instant()))
                .isInstanceOf(SealVerdict.Intact.class);
        assertThat(job.getJobId()).isEqualTo(request.getJobId());
        assertThat(job.getAttempt()).isEqualTo(1);
        assertThat(job.getStatementClass()).isEqualTo(StatementClass.READ);
        assertThat(job.getReplyTo()).isEqualTo("sluice.replies");
        assertThat(job.getTimeoutMillis()).isEqualTo(30_000);
        assertThat(job.getRequestHash().remaining()).isEqualTo(32);
        assertThat(job.getStatements()).hasSize(1);
        assertThat(job.getStatements().getFirst().getParameters()).containsExactly(Requests.number(7));
        assertThat(driver.replies()).isEmpty();
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void theDecisionNamesTheTablesThatAreReadAndWritten() {
        driver.submit(Requests.request(driver, "insert into Sales.Totals select sum(x) from orders o, \"Mixed\" m")
                .build());

        var decision = driver.events().getFirst().getDecision();
        assertThat(decision.getTablesRead()).containsExactly("\"Mixed\"", "orders");
        assertThat(decision.getTablesWritten()).containsExactly("sales.totals");
    }

    @Test
    void theDecisionTellsWhatTheStatementIsBuiltOf() {
        driver.submit(Requests.request(
                        driver,
                        "select lower(a.name), now() from a join b on a.id = b.id where b.id in (select id from c) for update")
                .build());

        var decision = driver.events().getFirst().getDecision();
        assertThat(decision.getParsed()).isTrue();
        assertThat(decision.getStatementClass()).isEqualTo(StatementClass.WRITE);
        assertThat(decision.getFunctions()).containsExactly("lower", "now");
        assertThat(decision.getTraits()).containsExactly("joins 1", "subqueries 1", "locks rows", "volatile");
    }

    @Test
    void theFirstEventCarriesTheDecisionAndWhatHistoryNeeds() {
        QueryRequest request = Requests.request(driver, "select 1")
                .setLabels(Map.of("team", "ops"))
                .build();

        driver.submit(request);

        JobEvent event = driver.events().getFirst();
        assertThat(event.getType()).isEqualTo(EventType.ADMITTED);
        assertThat(event.getState()).isEqualTo(JobState.ADMITTED);
        assertThat(event.getStatementText()).isEqualTo("select 1");
        assertThat(event.getStatementKind()).isEqualTo(StatementKind.SELECT);
        assertThat(event.getLabels()).containsEntry("team", "ops");
        assertThat(event.getReplyTo()).isNull();
        assertThat(event.getSubmittedAt()).isEqualTo(request.getSubmittedAt());
        assertThat(event.getDecision().getOutcome()).isEqualTo(DecisionOutcome.ADMITTED);
        assertThat(event.getDecision().getLane()).isEqualTo(Lane.FAST);
        assertThat(event.getDecision().getLimits()).hasSize(1);
    }

    @Test
    void severalStatementsShareTheParametersInOrder() {
        driver.submit(Requests.request(driver, "")
                .setQuery(new SqlText(List.of("update item set n = ? where id = ?", "insert into log values (?)")))
                .setParameters(List.of(Requests.number(1), Requests.number(2), Requests.number(3)))
                .build());

        QueryJob job = driver.jobs(Lane.FAST).getFirst();
        assertThat(job.getStatementClass()).isEqualTo(StatementClass.WRITE);
        assertThat(job.getStatements().get(0).getParameters()).hasSize(2);
        assertThat(job.getStatements().get(1).getParameters()).containsExactly(Requests.number(3));
    }

    /** FAULTS 69: a producer's word never makes a job lighter than it is. */
    @Test
    void aLaneHintOnlyMakesTheLaneSlower() {
        driver.submit(
                Requests.request(driver, "select 1").setLaneHint(Lane.SLOW).build());
        driver.submit(Requests.request(driver, "create table t (a int)")
                .setLaneHint(Lane.FAST)
                .build());
        driver.submit(
                Requests.request(driver, "select 2").setLaneHint(Lane.CACHE).build());

        assertThat(driver.jobs(Lane.SLOW)).hasSize(1);
        assertThat(driver.events()).extracting(JobEvent::getLane).containsExactly(Lane.SLOW, Lane.SLOW, Lane.FAST);
    }

    @Test
    void theAnswerGoesToAnAllowedReplyTopicThatExists() {
        driver.submit(Requests.request(driver, "select 1")
                .setReplyTo("sluice.replies.billing")
                .build());

        assertThat(driver.jobs(Lane.FAST).getFirst().getReplyTo()).isEqualTo("sluice.replies.billing");
        assertThat(driver.events().getFirst().getReplyTo()).isEqualTo("sluice.replies.billing");
    }

    @Test
    void outputsCarryTheTimeOfNowAndTheTrace() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var headers = new RecordHeaders().add("traceparent", trace.getBytes(StandardCharsets.US_ASCII));
        QueryRequest request = Requests.request(driver, "select 1").build();

        driver.send(request.getTopic(), new TestRecord<>("shop", driver.messages.encode(request), headers));

        TestRecord<String, byte[]> routed = driver.raw(DispatcherDriver.TOPICS.jobs("postgresql", Lane.FAST))
                .getFirst();
        assertThat(routed.getRecordTime()).isEqualTo(driver.clock.instant());
        assertThat(routed.getKey()).isEqualTo(request.getJobId());
        assertThat(new String(routed.getHeaders().lastHeader("traceparent").value(), StandardCharsets.US_ASCII))
                .isEqualTo(trace);
    }

    @Test
    void theTopicSaysThePriority() {
        driver.submit(Requests.request(driver, "select 1", Priority.HIGH).build());

        assertThat(driver.jobs(Lane.FAST).getFirst().getPriority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void aJobWhoseRecordWouldNotFitItsTopicEndsWithAnError() {
        driver.directory.see(Map.of("sluice.jobs.postgresql.fast", 4_000, "sluice.events", 100_000));

        driver.submit(
                Requests.request(driver, "select '" + "x".repeat(5_000) + "'").build());

        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(driver.events()).extracting(JobEvent::getState).containsExactly(JobState.FAILED);
        assertThat(driver.replies()).hasSize(1);
        assertThat(driver.deadLetters()).hasSize(1);
    }
}
