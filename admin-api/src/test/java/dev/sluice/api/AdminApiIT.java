package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.ParameterType;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaClusterExtension.class)
class AdminApiIT {
    private static ApiFixture fixture;
    private static HistoryFixture history;
    private static Caller api;

    @BeforeAll
    static void start(KafkaCluster kafka) throws Exception {
        fixture = new ApiFixture(kafka);
        history = new HistoryFixture();
        api = fixture.start(history.settings());
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
    void aSubmittedJobIsOnItsTopicWithEverythingThatWasAsked() throws Exception {
        Answer answer = api.post("/v1/jobs", """
                {"tenant": "acme", "database": "demo", "sql": "select ?", "parameters": [12.50], "priority": "high",
                 "timeout": "30s", "labels": {"team": "a"}}""");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/v1/jobs/" + answer.text("jobId") + "?tenant=acme");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.text("state")).isEqualTo("QUEUED");
        Map<String, QueryRequest> published = Published.requests(fixture, Priority.HIGH);
        QueryRequest request = Objects.requireNonNull(published.get(answer.text("jobId")));
        assertThat(request.getTopic()).isEqualTo(fixture.topics().requests(Priority.HIGH));
        assertThat(request.getTenant()).isEqualTo("acme");
        assertThat(request.getQuery()).isEqualTo(new SqlText(List.of("select ?")));
        assertThat(request.getParameters().getFirst().getType()).isEqualTo(ParameterType.DECIMAL);
        assertThat(request.getParameters().getFirst().getValue()).isEqualTo("12.50");
        assertThat(request.getTimeoutMillis()).isEqualTo(30_000);
    }

    @Test
    void aGetRightAfterThe202NeverAnswers404() throws Exception {
        for (int i = 0; i < 20; i++) {
            String location = api.submit().header("Location");
            assertThat(api.get(location).status()).isEqualTo(200);
        }
    }

    @Test
    void aJobPublishedStraightToKafkaIsFoundAtOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            String jobId = UUID.randomUUID().toString();
            fixture.publish(fixture.topics().requests(Priority.LOW), "demo", Published.request(fixture, jobId));

            Answer answer = api.get("/v1/jobs/" + jobId);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("state")).isEqualTo("QUEUED");
        }
    }

    @Test
    void anOutcomeOnAPartitionThatWasAddedIsFound() throws Exception {
        Caller watchful = fixture.start(Map.of("kafka.client.metadata.max.age.ms", "200"));
        String jobId = UUID.randomUUID().toString();
        fixture.publish(fixture.topics().requests(Priority.LOW), "demo", Published.request(fixture, jobId));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> watchful.get("/v1/jobs/" + jobId).status() == 200);

        fixture.publishOnAnAddedPartition(
                fixture.topics().replies(), jobId, Told.outcome(jobId, JobState.SUCCEEDED, "[[1]]"));

        Answer ended = watchful.get("/v1/jobs/" + jobId + "?wait=20s");
        assertThat(ended.text("state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aWaitingCallIsAnsweredWhenTheJobEnds() throws Exception {
        String jobId = UUID.randomUUID().toString();
        String body = "{\"jobId\": \"" + jobId + "\", \"database\": \"demo\", \"sql\": \"select 1\"}";
        CompletableFuture<Answer> waiting = api.http()
                .sendAsync(
                        api.json("/v1/jobs?wait=20s")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(Answer::new);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Published.requests(fixture, Priority.NORMAL).containsKey(jobId));

        fixture.end(jobId, "[[\"1.50\"],[\"2.00\"]]");

        assertThat(waiting.get().status()).isEqualTo(200);
        assertThat(waiting.get().text("state")).isEqualTo("SUCCEEDED");
        assertThat(waiting.get().json().path("decision").path("reason").asText())
                .isEqualTo("a lease was free");
        Answer rows = api.get("/v1/jobs/" + jobId + "/result?offset=1&wait=5s");
        assertThat(rows.json().path("rows").toString()).isEqualTo("[[\"2.00\"]]");
        Answer lines = api.send(api.request("/v1/jobs/" + jobId + "/result")
                .header("Accept", "application/x-ndjson")
                .GET());
        assertThat(lines.response().body()).isEqualTo("[\"1.50\"]\n[\"2.00\"]\n");
        assertThat(rows.json().path("columns").path(0).path("encoding").asText())
                .isEqualTo("decimal");
    }

    @Test
    void aResultThatWentToATopicOfItsOwnIsA404ThatNamesIt() throws Exception {
        String jobId = UUID.randomUUID().toString();
        String own = fixture.topics().replies() + ".billing";
        JobEvent first = JobEvent.newBuilder(Told.event(jobId, EventType.ADMITTED, JobState.ADMITTED))
                .setReplyTo(own)
                .build();
        fixture.publish(fixture.topics().events(), "demo", first);
        fixture.publish(fixture.topics().events(), "demo", Told.event(jobId, EventType.SUCCEEDED, JobState.SUCCEEDED));

        Answer answer = api.get("/v1/jobs/" + jobId + "/result?wait=20s");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("NOT_FOUND");
        assertThat(answer.text("detail")).contains(own);
    }

    @Test
    void aWaitThatIsOverAnswersWithTheJobAsItStands() throws Exception {
        Instant start = Instant.now();

        Answer answer = api.post("/v1/jobs?wait=300ms", "{\"database\": \"demo\", \"sql\": \"select 1\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(300), Duration.ofMinutes(1));
    }

    @Test
    void aDryRunEndsWithItsDecision() throws Exception {
        Answer submitted =
                api.post("/v1/jobs", "{\"database\": \"demo\", \"sql\": \"select 1\", \"validateOnly\": true}");
        String jobId = submitted.text("jobId");

        fixture.publish(fixture.topics().replies(), jobId, Told.outcome(jobId, JobState.VALIDATED, "[]"));

        Answer answer = api.get("/v1/jobs/" + jobId + "?wait=10s");
        assertThat(answer.text("state")).isEqualTo("VALIDATED");
        assertThat(answer.json().path("ended").asBoolean()).isTrue();
    }

    @Test
    void theSameKeyIsTheSameJobAndAnotherContentIsAConflict() throws Exception {
        Answer first = api.send(idempotent("select 1"));
        Answer second = api.send(idempotent("select 1"));
        Answer other = api.send(idempotent("select 2"));

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text("jobId")).isEqualTo(first.text("jobId"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("CONFLICT");
    }

    @Test
    void deadLettersDatabasesCountsAndMetricsAreShown() throws Exception {
        history.deadLetter("d1", Instant.parse("2026-01-01T00:00:00Z"));
        history.deadLetter("d2", Instant.parse("2026-01-01T00:00:01Z"));
        DatabaseDefinition demo = DatabaseDefinition.newBuilder()
                .setName("demo")
                .setEngine("postgresql")
                .setUpdatedAt(Instant.EPOCH)
                .build();
        fixture.publish(fixture.topics().databases(), "demo", demo);

        JsonNode letters = api.get("/v1/dead-letters?limit=1").json();

        assertThat(letters.path("deadLetters").findValuesAsText("id")).containsExactly("d2");
        assertThat(letters.path("deadLetters").findValuesAsText("retries")).containsExactly("2");
        assertThat(letters.path("deadLetters").findValuesAsText("retriesGranted"))
                .containsExactly("3");
        assertThat(letters.path("deadLetters").findValuesAsText("starts")).containsExactly("3");
        assertThat(letters.path("deadLetters").findValuesAsText("node")).containsExactly("one");
        assertThat(letters.path("deadLetters").findValuesAsText("retryAt")).containsExactly("2026-01-01T00:00:01Z");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> api.get("/v1/databases").response().body().contains("\"demo\""));
        assertThat(api.get("/v1/overview").json().path("endedPerSecond")).isNotEmpty();
        assertThat(api.get("/metrics").response().body()).contains("sluice_api_calls_seconds_count");
    }

    @Test
    void withoutItsHistoryItStillTakesAndFollowsJobs() throws Exception {
        Caller alone = fixture.start(Map.of("history.url", "jdbc:postgresql://127.0.0.1:1/none"));

        Answer submitted = alone.post("/v1/jobs", "{\"database\": \"demo\", \"sql\": \"select 1\"}");
        String jobId = submitted.text("jobId");
        fixture.end(jobId, "[[\"1\"]]");

        assertThat(submitted.status()).isEqualTo(202);
        assertThat(alone.get("/v1/jobs/" + jobId + "?wait=10s").text("state")).isEqualTo("SUCCEEDED");
        assertThat(alone.get("/v1/jobs/" + jobId + "/result?wait=5s").status()).isEqualTo(200);
        assertThat(alone.get("/v1/jobs").text("code")).isEqualTo("HISTORY_UNAVAILABLE");
        assertThat(alone.get("/v1/jobs/" + UUID.randomUUID()).status()).isEqualTo(503);
        assertThat(alone.get("/health").text("state")).isEqualTo("DEGRADED");
    }

    private static HttpRequest.Builder idempotent(String sql) {
        return api.json("/v1/jobs")
                .header("Idempotency-Key", "nightly-7")
                .POST(BodyPublishers.ofString("{\"database\": \"demo\", \"sql\": \"" + sql + "\"}"));
    }
}
