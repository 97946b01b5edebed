package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import dev.sluice.message.ParameterType;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
    private static AdminApi api;

    @BeforeAll
    static void start(KafkaCluster kafka) throws Exception {
        fixture = new ApiFixture(kafka);
        history = new HistoryFixture();
        api = fixture.start(history.settings());
        Awaitility.await().until(() -> fixture.get(api, "/health").text("state").equals("UP"));
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
        history.close();
    }

    @Test
    void aSubmittedJobIsOnItsTopicWithEverythingThatWasAsked() throws Exception {
        Answer answer = fixture.post(api, "/v1/jobs", """
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
            String location = submit().header("Location");
            assertThat(fixture.get(api, location).status()).isEqualTo(200);
        }
    }

    @Test
    void aJobPublishedStraightToKafkaIsFoundAtOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            String jobId = UUID.randomUUID().toString();
            fixture.publish(fixture.topics().requests(Priority.LOW), "demo", Published.request(fixture, jobId));

            Answer answer = fixture.get(api, "/v1/jobs/" + jobId);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("state")).isEqualTo("QUEUED");
        }
    }

    @Test
    void aWaitingCallIsAnsweredWhenTheJobEnds() throws Exception {
        String jobId = UUID.randomUUID().toString();
        String body = "{\"jobId\": \"" + jobId + "\", \"database\": \"demo\", \"sql\": \"select 1\"}";
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> unchecked("/v1/jobs?wait=20s", body));
        Awaitility.await()
                .until(() -> Published.requests(fixture, Priority.NORMAL).containsKey(jobId));

        end(jobId, "[[\"1.50\"],[\"2.00\"]]");

        assertThat(waiting.get().status()).isEqualTo(200);
        assertThat(waiting.get().text("state")).isEqualTo("SUCCEEDED");
        assertThat(waiting.get().json().path("decision").path("reason").asText())
                .isEqualTo("a lease was free");
        Answer rows = fixture.get(api, "/v1/jobs/" + jobId + "/result?offset=1&wait=5s");
        assertThat(rows.json().path("rows").toString()).isEqualTo("[[\"2.00\"]]");
        assertThat(rows.json().path("columns").path(0).path("encoding").asText())
                .isEqualTo("decimal");
    }

    @Test
    void aWaitThatIsOverAnswersWithTheJobAsItStands() throws Exception {
        Instant start = Instant.now();

        Answer answer = fixture.post(api, "/v1/jobs?wait=300ms", "{\"database\": \"demo\", \"sql\": \"select 1\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @Test
    void aDryRunEndsWithItsDecision() throws Exception {
        Answer submitted = fixture.post(
                api, "/v1/jobs", "{\"database\": \"demo\", \"sql\": \"select 1\", \"validateOnly\": true}");
        String jobId = submitted.text("jobId");

        fixture.publish(fixture.topics().replies(), jobId, Told.outcome(jobId, JobState.VALIDATED, "[]"));

        Answer answer = fixture.get(api, "/v1/jobs/" + jobId + "?wait=10s");
        assertThat(answer.text("state")).isEqualTo("VALIDATED");
        assertThat(answer.json().path("ended").asBoolean()).isTrue();
    }

    @Test
    void theSameKeyIsTheSameJobAndAnotherContentIsAConflict() throws Exception {
        Answer first = idempotent("select 1");
        Answer second = idempotent("select 1");
        Answer other = idempotent("select 2");

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text("jobId")).isEqualTo(first.text("jobId"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("CONFLICT");
    }

    @Test
    void everyBadFieldIsNamedAtOnce() throws Exception {
        Answer answer = fixture.post(
                api,
                "/v1/jobs",
                "{\"jobId\": \"7\", \"database\": \"../x\", \"sql\": \"\", \"prioritty\": \"high\", \"timeout\": \"soon\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("jobId", "database", "sql", "prioritty", "timeout");
        assertThat(answer.response().body()).contains("did you mean priority?");
    }

    @Test
    void whatIsNoUsableBodyIsRefusedWithItsReason() throws Exception {
        String nested = "[".repeat(50_000);
        Map<String, Integer> bodies = Map.of(
                "", 400, "[]", 400, "{\"a\": 1, \"a\": 2}", 400, nested, 400, "{} {}", 400, "x".repeat(1_200_000), 413);
        for (Map.Entry<String, Integer> body : bodies.entrySet()) {
            Answer answer = fixture.post(api, "/v1/jobs", body.getKey());
            assertThat(answer.status()).isEqualTo(body.getValue());
            assertThat(answer.text("code")).isEqualTo("INVALID_REQUEST");
        }
        Answer form = fixture.send(ApiFixture.request(api, "/v1/jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(form.status()).isEqualTo(415);
    }

    @Test
    void whatIsNotThereAndWhatIsNotAllowedAreProblemsToo() throws Exception {
        assertThat(fixture.get(api, "/v1/jobs/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(fixture.get(api, "/v1/jobs/not-an-id").text("code")).isEqualTo("INVALID_JOB_ID");
        assertThat(fixture.get(api, "/nowhere").text("code")).isEqualTo("NOT_FOUND");
        assertThat(fixture.get(api, "/v1/jobs?wat=1").status()).isEqualTo(400);
        assertThat(fixture.get(api, "/v1/jobs?after=%00").status()).isEqualTo(400);
        assertThat(fixture.get(api, "/console/..%2f..%2fopenapi.yaml").status()).isIn(400, 404);
        Answer wrongMethod = fixture.send(ApiFixture.request(api, "/health").POST(BodyPublishers.noBody()));
        assertThat(wrongMethod.status()).isEqualTo(405);
        Answer foreign = fixture.send(ApiFixture.request(api, "/v1/jobs")
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(foreign.status()).isEqualTo(403);
    }

    @Test
    void aRunningJobIsCancelledByACommandAndAnEndedOneIsTooLate() throws Exception {
        String jobId = submit().text("jobId");

        Answer accepted =
                fixture.send(ApiFixture.request(api, "/v1/jobs/" + jobId).DELETE());

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(Published.cancelled(fixture)).contains(jobId);
        end(jobId, "[]");
        Awaitility.await()
                .until(() -> fixture.get(api, "/v1/jobs/" + jobId).text("state").equals("SUCCEEDED"));
        assertThat(fixture.post(api, "/v1/jobs/" + jobId + "/cancel", "").status())
                .isEqualTo(409);
    }

    @Test
    void theHistoryIsListedPageByPageNewestFirst() throws Exception {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String jobId = UUID.randomUUID().toString();
            // Two share a time, so that the id must decide.
            history.job(
                    "paged",
                    jobId,
                    "SUCCEEDED",
                    Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i / 2));
            all.add(jobId);
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page =
                    fixture.get(api, "/v1/jobs?tenant=paged&limit=3" + after).json();
            seen.addAll(page.path("jobs").findValuesAsText("jobId"));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(all).endsWith(seen.getLast());
        assertThat(seen.getFirst()).isEqualTo(all.getLast());
        assertThat(fixture.get(api, "/v1/jobs?tenant=paged&state=failed").json().path("jobs"))
                .isEmpty();
    }

    @Test
    void rowsOfAnOldJobArePagedOverItsChunksWithoutChange() throws Exception {
        String jobId = UUID.randomUUID().toString();
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-02T00:00:00Z"));
        history.result(jobId, "r1", 6, "[[1],[2.50]]", "[[1e300],[\"a],[b\"]]", "[[null],[[1,[2]]]]");

        JsonNode job = fixture.get(api, "/v1/jobs/" + jobId).json();
        Answer page = fixture.get(api, "/v1/jobs/" + jobId + "/result?offset=1&limit=3");
        Answer last = fixture.get(api, "/v1/jobs/" + jobId + "/result?offset=4");

        assertThat(job.path("metrics").path("executeMicros").asInt()).isEqualTo(12);
        assertThat(page.response().body()).contains("\"rows\":[[2.50],[1e300],[\"a],[b\"]]");
        assertThat(page.json().path("next").asInt()).isEqualTo(4);
        assertThat(last.response().body()).contains("\"rows\":[[null],[[1,[2]]]]");
        assertThat(last.json().has("next")).isFalse();
    }

    @Test
    void rowsThatNeverReachTheHistoryAreA503InBoundedTime() throws Exception {
        String jobId = UUID.randomUUID().toString();
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-03T00:00:00Z"));

        Answer answer = fixture.get(api, "/v1/jobs/" + jobId + "/result");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("HISTORY_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
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

        JsonNode letters = fixture.get(api, "/v1/dead-letters?limit=1").json();

        assertThat(letters.path("deadLetters").findValuesAsText("id")).containsExactly("d2");
        Awaitility.await()
                .until(() -> fixture.get(api, "/v1/databases").response().body().contains("\"demo\""));
        assertThat(fixture.get(api, "/v1/overview").json().path("endedPerSecond"))
                .isNotEmpty();
        assertThat(fixture.get(api, "/metrics").response().body()).contains("sluice_api_calls_seconds_count");
    }

    @Test
    void theConsoleIsServedUnderAStrictPolicy() throws Exception {
        Answer page = fixture.get(api, "/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'");
        assertThat(page.header("Content-Security-Policy")).doesNotContain("unsafe");
        assertThat(fixture.get(api, "/console/main.mjs").header("Content-Type")).startsWith("text/javascript");
        HttpRequest.Builder again = ApiFixture.request(api, "/").header("If-None-Match", page.header("ETag"));
        assertThat(fixture.send(again.GET()).status()).isEqualTo(304);
    }

    @Test
    void withoutItsHistoryItStillTakesAndFollowsJobs() throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("history.url", "jdbc:postgresql://127.0.0.1:1/none"));
        AdminApi alone = fixture.start(settings);

        Answer submitted = fixture.post(alone, "/v1/jobs", "{\"database\": \"demo\", \"sql\": \"select 1\"}");
        String jobId = submitted.text("jobId");
        end(jobId, "[[\"1\"]]");

        assertThat(submitted.status()).isEqualTo(202);
        assertThat(fixture.get(alone, "/v1/jobs/" + jobId + "?wait=10s").text("state"))
                .isEqualTo("SUCCEEDED");
        assertThat(fixture.get(alone, "/v1/jobs/" + jobId + "/result?wait=5s").status())
                .isEqualTo(200);
        assertThat(fixture.get(alone, "/v1/jobs").text("code")).isEqualTo("HISTORY_UNAVAILABLE");
        assertThat(fixture.get(alone, "/v1/jobs/" + UUID.randomUUID()).status()).isEqualTo(503);
        assertThat(fixture.get(alone, "/health").text("state")).isEqualTo("DEGRADED");
    }

    private static Answer submit() throws Exception {
        return fixture.post(api, "/v1/jobs", "{\"database\": \"demo\", \"sql\": \"select 1\"}");
    }

    private static Answer idempotent(String sql) throws Exception {
        return fixture.send(ApiFixture.request(api, "/v1/jobs")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "nightly-7")
                .POST(BodyPublishers.ofString("{\"database\": \"demo\", \"sql\": \"" + sql + "\"}")));
    }

    private static Answer unchecked(String path, String body) {
        try {
            return fixture.post(api, path, body);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(String jobId, String rows) throws Exception {
        fixture.publish(fixture.topics().events(), "demo", Told.event(jobId, EventType.ADMITTED, JobState.ADMITTED));
        fixture.publish(fixture.topics().replies(), jobId, Told.outcome(jobId, JobState.SUCCEEDED, rows));
        fixture.publish(fixture.topics().events(), "demo", Told.event(jobId, EventType.SUCCEEDED, JobState.SUCCEEDED));
    }
}
