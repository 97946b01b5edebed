package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.Explained;
import dev.sluice.client.JobResult;
import dev.sluice.client.RequestBuilder;
import dev.sluice.client.SluiceClient;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.Decision;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.LimitCheck;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancel as a protocol, explain and batches through the whole platform, over REST and over Kafka. */
class CancelAndExplainIT {
    private static final String TENANT = "acme";
    /** More than the slow lane takes at once. */
    private static final int MANY = 24;

    @RegisterExtension
    private static final SharedPlatform PLATFORM = new SharedPlatform();

    private static SluiceClient client;
    private static RestCalls rest;

    @BeforeAll
    static void start() {
        client = PLATFORM.addresses().client(TENANT);
        rest = new RestCalls(PLATFORM.addresses().api(), TENANT);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void aWaitingJobIsExplainedAndEveryCancelHasOneAnswer() throws Exception {
        List<String> sleepers = IntStream.range(0, MANY)
                .mapToObj(n -> UUID.randomUUID().toString())
                .toList();
        String lastId = UUID.randomUUID().toString();
        List<CompletableFuture<JobResult>> ends = client.runAll(
                sleepers.stream().map(id -> slow(id, "select pg_sleep(60)")).toList());
        CompletableFuture<JobResult> waiting = client.run(slow(lastId, "select 'last'"));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> running() && rest.get("/v1/jobs/" + lastId).body().has("decision"));

        JsonNode held = rest.get("/v1/jobs/" + lastId + "/explain").body();
        Explained explained = client.explain("demo", lastId).get(10, TimeUnit.SECONDS);
        RestCalls.Answer cancelled = rest.post("/v1/jobs/" + lastId + "/cancel?wait=20s", "");
        RestCalls.Answer again = rest.post("/v1/jobs/" + lastId + "/cancel?wait=20s", "");

        assertHeld(held);
        Decision decision = explained.decision().orElseThrow();
        assertThat(explained.answer()).isEqualTo(CommandAnswer.EXPLAINED);
        assertThat(decision.getLimits()).anyMatch(limit -> !limit.getAllowed());
        assertThat(decision.getLimits()).extracting(LimitCheck::getName).contains("slots x prefetch");
        assertThat(cancelled.body().path("answer").asText()).isEqualTo("CANCELLED");
        assertThat(again.body().path("answer").asText()).isEqualTo("CANCELLED");
        assertThat(waiting.get(10, TimeUnit.SECONDS).state()).isEqualTo(JobState.CANCELLED);
        cancelAll(sleepers, ends);
        assertThat(running()).isFalse();
    }

    private static RequestBuilder slow(String jobId, String sql) {
        return client.sql("demo", sql).jobId(jobId).laneHint(Lane.SLOW);
    }

    private static boolean running() throws Exception {
        return new Database(PLATFORM.addresses()::demo)
                .map("SELECT 1, 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(60)%'"
                        + " AND pid <> pg_backend_pid()")
                .containsKey("1");
    }

    private static String state(String jobId) throws Exception {
        return rest.get("/v1/jobs/" + jobId).body().path("state").asText();
    }

    private static void assertHeld(JsonNode explanation) {
        assertThat(explanation.path("source").asText()).isEqualTo("dispatcher");
        assertThat(explanation.path("state").asText()).isEqualTo("QUEUED");
        JsonNode decision = explanation.path("decision");
        assertThat(decision.path("outcome").asText()).isEqualTo("HELD");
        assertThat(decision.path("queuePosition").asLong()).isPositive();
        assertThat(decision.path("etaMillis").asLong()).isPositive();
        JsonNode slots = decision.path("limits").path(0);
        assertThat(slots.path("key").asText()).isEqualTo("demo/SLOW");
        assertThat(slots.path("allowed").asBoolean()).isFalse();
        assertThat(slots.path("used").asLong()).isEqualTo(slots.path("limit").asLong());
    }

    /** Those that wait end at once, those that run once their statement has ended in the database. */
    private static void cancelAll(List<String> sleepers, List<CompletableFuture<JobResult>> ends) throws Exception {
        List<CompletableFuture<CommandAnswer>> answers = sleepers.stream()
                .map(id -> client.cancel("demo", id, "the test is over"))
                .toList();
        for (CompletableFuture<CommandAnswer> answer : answers) {
            assertThat(answer.get(120, TimeUnit.SECONDS)).isEqualTo(CommandAnswer.CANCELLED);
        }
        for (CompletableFuture<JobResult> end : ends) {
            assertThat(end.get(120, TimeUnit.SECONDS).state()).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void anEndedJobIsTooLateToCancelAndExplainedByItsHistory() throws Exception {
        JobResult ended = client.run(client.sql("demo", "select 1")).get(120, TimeUnit.SECONDS);
        await().atMost(Duration.ofMinutes(2)).until(() -> state(ended.jobId()).equals("SUCCEEDED"));

        CommandAnswer overKafka =
                client.cancel("demo", ended.jobId(), "too slow").get(10, TimeUnit.SECONDS);
        JsonNode overRest =
                rest.post("/v1/jobs/" + ended.jobId() + "/cancel", "").body();
        JsonNode explanation =
                rest.get("/v1/jobs/" + ended.jobId() + "/explain").body();

        assertThat(overKafka).isEqualTo(CommandAnswer.TOO_LATE);
        assertThat(overRest.path("answer").asText()).isEqualTo("TOO_LATE");
        assertThat(overRest.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(explanation.path("source").asText()).isEqualTo("history");
        assertThat(explanation.path("decision").path("outcome").asText()).isEqualTo("ADMITTED");
        assertThat(explanation.path("endedAt").asText()).isNotEmpty();
    }

    @Test
    void aJobThatIsCancelledBeforeItArrivesEndsCancelledWhenItDoes() throws Exception {
        String jobId = UUID.randomUUID().toString();

        RestCalls.Answer answer = rest.post("/v1/jobs/" + jobId + "/cancel?database=demo&wait=20s", "");
        JobResult end = client.run(client.sql("demo", "select 1").jobId(jobId)).get(120, TimeUnit.SECONDS);

        assertThat(answer.body().path("answer").asText()).isEqualTo("NOT_FOUND");
        assertThat(end.state()).isEqualTo(JobState.CANCELLED);
        await().atMost(Duration.ofMinutes(2)).until(() -> state(jobId).equals("CANCELLED"));
    }

    @Test
    void ofABatchTheBadRequestsAreRefusedAndTheOthersRun() throws Exception {
        Set<Integer> bad = Set.of(7, 20, 49);
        String requests = IntStream.range(0, 50)
                .mapToObj(n -> bad.contains(n)
                        ? "{\"database\": \"demo\", \"sqll\": \"select " + n + "\"}"
                        : "{\"database\": \"demo\", \"sql\": \"select " + n + "\"}")
                .collect(Collectors.joining(",", "[", "]"));

        JsonNode body = rest.post("/v1/jobs/batch", requests).body();

        assertThat(body.path("accepted").asInt()).isEqualTo(47);
        assertThat(body.path("refused").asInt()).isEqualTo(3);
        for (int n = 0; n < 50; n++) {
            JsonNode one = body.path("results").path(n);
            assertThat(one.path("status").asInt()).as("request %d", n).isEqualTo(bad.contains(n) ? 400 : 202);
            if (!bad.contains(n)) {
                String job = "/v1/jobs/" + one.path("jobId").asText();
                assertThat(rest.get(job + "?wait=20s").body().path("state").asText())
                        .isEqualTo("SUCCEEDED");
                assertThat(rest.get(job + "/result?wait=5s").body().path("rows").toString())
                        .isEqualTo("[[" + n + "]]");
            }
        }
    }
}
