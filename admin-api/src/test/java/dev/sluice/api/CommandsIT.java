package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.Priority;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands and batches on a real Kafka, with the test in place of the dispatcher. */
@ExtendWith(KafkaClusterExtension.class)
class CommandsIT {
    private static ApiFixture fixture;
    private static HistoryFixture history;
    private static Caller api;

    @BeforeAll
    static void start(KafkaCluster kafka) throws Exception {
        fixture = new ApiFixture(kafka);
        history = new HistoryFixture();
        Map<String, String> settings = new HashMap<>(history.settings());
        settings.put("api.patience.answer", "3s");
        api = fixture.start(settings);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> api.get("/health").text("state").equals("UP"));
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
        history.close();
    }

    @Test
    void aWaitingCancelIsAnsweredAsTheDispatcherAnswers() throws Exception {
        String jobId = api.submit().text("jobId");
        CompletableFuture<Answer> call = call("POST", "/v1/jobs/" + jobId + "/cancel?wait=20s");

        answer(command(jobId, CommandType.CANCEL), CommandAnswer.CANCELLED);

        Answer answer = call.get(120, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("answer")).isEqualTo("CANCELLED");
        assertThat(api.get("/v1/jobs/" + jobId).text("state"))
                .as("an answer does not move the job; its own event does")
                .isEqualTo("QUEUED");
    }

    @Test
    void aCancelThatNobodyAnswersIsAcceptedAndTheEndOfTheJobAnswersTheNext() throws Exception {
        String jobId = api.submit().text("jobId");

        Answer accepted = api.post("/v1/jobs/" + jobId + "/cancel?wait=100ms", "");
        fixture.end(jobId, "[]");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> api.get("/v1/jobs/" + jobId).text("state").equals("SUCCEEDED"));
        Answer late = api.delete("/v1/jobs/" + jobId);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().has("answer")).isFalse();
        assertThat(accepted.header("Location")).isEqualTo("/v1/jobs/" + jobId);
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.text("answer")).isEqualTo("TOO_LATE");
        assertThat(late.text("state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aJobCanBeCancelledBeforeItArrives() throws Exception {
        String jobId = UUID.randomUUID().toString();
        CompletableFuture<Answer> call = call("POST", "/v1/jobs/" + jobId + "/cancel?wait=20s&database=demo");

        answer(command(jobId, CommandType.CANCEL), CommandAnswer.NOT_FOUND);

        assertThat(call.get(120, TimeUnit.SECONDS).text("answer")).isEqualTo("NOT_FOUND");
        Answer nowhere = api.post("/v1/jobs/" + jobId + "/cancel", "");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.text("detail")).contains("?database=");
    }

    @Test
    void aWaitingJobIsExplainedByTheDispatcher() throws Exception {
        String jobId = api.submit().text("jobId");
        CompletableFuture<Answer> call = call("GET", "/v1/jobs/" + jobId + "/explain");

        ControlCommand command = command(jobId, CommandType.EXPLAIN);
        fixture.publish(fixture.topics().events(), "demo", Told.explained(jobId, command.getCommandId()));

        JsonNode explanation = call.get(120, TimeUnit.SECONDS).json();
        assertThat(explanation.path("source").asText()).isEqualTo("dispatcher");
        assertThat(explanation.path("statement").asText()).isEqualTo("select 1");
        JsonNode decision = explanation.path("decision");
        assertThat(decision.path("outcome").asText()).isEqualTo("HELD");
        assertThat(decision.path("queuePosition").asLong()).isEqualTo(4);
        assertThat(decision.path("limits").path(0).path("used").asLong()).isEqualTo(2);
        assertThat(api.get("/v1/jobs/" + jobId).json().has("decision"))
                .as("an explanation leaves the job as it was told")
                .isFalse();
    }

    @Test
    void anEndedJobIsExplainedByWhatWasToldOfIt() throws Exception {
        String jobId = api.submit().text("jobId");
        fixture.end(jobId, "[]");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> api.get("/v1/jobs/" + jobId).text("state").equals("SUCCEEDED"));

        Answer explanation = api.get("/v1/jobs/" + jobId + "/explain");

        assertThat(explanation.text("source")).isEqualTo("history");
        assertThat(explanation.text("state")).isEqualTo("SUCCEEDED");
        assertThat(explanation.json().path("decision").path("reason").asText()).isEqualTo("a lease was free");
    }

    @Test
    void whatNobodyKnowsIsNotFoundAndADispatcherThatIsSilentIsATimeout() throws Exception {
        String jobId = api.submit().text("jobId");

        Answer silent = api.get("/v1/jobs/" + jobId + "/explain");

        assertThat(silent.status()).isEqualTo(504);
        assertThat(silent.text("code")).isEqualTo("TIMEOUT");
        assertThat(api.get("/v1/jobs/" + UUID.randomUUID() + "/explain").status())
                .isEqualTo(404);
        String unknown = UUID.randomUUID().toString();
        CompletableFuture<Answer> call = call("GET", "/v1/jobs/" + unknown + "/explain?database=demo");
        answer(command(unknown, CommandType.EXPLAIN), CommandAnswer.NOT_FOUND);
        assertThat(call.get(120, TimeUnit.SECONDS).status()).isEqualTo(404);
    }

    @Test
    void aBatchIsPublishedButForItsBadRequests() throws Exception {
        String requests = String.join(
                ",",
                IntStream.range(0, 40)
                        .mapToObj(n -> n % 10 == 3
                                ? "{\"database\": \"demo\"}"
                                : "{\"database\": \"demo\", \"sql\": \"select " + n + "\"}")
                        .toList());

        Answer answer = api.post("/v1/jobs/batch", "[" + requests + "]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(36);
        assertThat(answer.json().path("refused").asInt()).isEqualTo(4);
        JsonNode results = answer.json().path("results");
        assertThat(results.path(3).path("code").asText()).isEqualTo("INVALID_SQL");
        String location = results.path(4).path("location").asText();
        assertThat(api.get(location).text("statement")).isEqualTo("select 4");
        assertThat(Published.requests(fixture, Priority.NORMAL))
                .containsKey(results.path(39).path("jobId").asText());
        assertThat(api.post("/v1/jobs/batch", "[]").status()).isEqualTo(400);
        assertThat(api.post("/v1/jobs/batch", "{}").status()).isEqualTo(400);
    }

    private static CompletableFuture<Answer> call(String method, String path) {
        return api.http()
                .sendAsync(
                        api.request(path)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(Answer::new);
    }

    /** The command about this job, as soon as it is there. */
    private static ControlCommand command(String jobId, CommandType type) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> Published.commands(fixture).stream()
                                .filter(command -> command.getType() == type && jobId.equals(command.getJobId()))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static void answer(ControlCommand command, CommandAnswer answer) throws Exception {
        String jobId = String.valueOf(command.getJobId());
        fixture.publish(fixture.topics().events(), "demo", Told.answer(jobId, command.getCommandId(), answer));
    }
}
