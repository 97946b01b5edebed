package dev.sluice.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.TruncationReason;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.result.Manifest;
import dev.sluice.schemas.result.PartIndex;
import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultPlace;
import dev.sluice.schemas.result.ResultStore;
import dev.sluice.schemas.result.ResultStores;
import dev.sluice.schemas.result.ResultWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history, the console and every refusal need no Kafka: here there is none. */
class WithoutKafkaIT {
    private static HistoryFixture history;
    private static ResultAccess results;
    private static AdminApi service;
    private static Caller api;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        history = new HistoryFixture();
        Map<String, String> settings = new HashMap<>(history.settings());
        settings.putAll(
                Map.of("kafka.client.bootstrap.servers", "127.0.0.1:1", "api.port", "0", "api.patience.publish", "1s"));
        settings.put("results.location", folder.toString());
        results = ResultAccess.at(folder.toString());
        service = new AdminApi(
                AdminApiSettings.read(SettingsReader.of(settings)),
                new InMemorySchemaRegistry(),
                new SimpleMeterRegistry(),
                InstantSource.system(),
                Map::of);
        service.start();
        api = Caller.of(service);
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop();
        history.close();
    }

    @Test
    void aSubmitIsA503InBoundedTimeAndAnUnknownJobIsNotCalledMissing() throws Exception {
        Instant start = Instant.now();

        Answer submitted = api.submit();
        Answer unknown = api.get("/v1/jobs/" + UUID.randomUUID());

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));
        assertThat(submitted.status()).isEqualTo(503);
        assertThat(submitted.text("code")).isEqualTo("KAFKA_UNAVAILABLE");
        assertThat(submitted.header("Retry-After")).isEqualTo("2");
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(api.get("/health").text("state")).isEqualTo("DEGRADED");
    }

    @Test
    void everyBadFieldIsNamedAtOnce() throws Exception {
        Answer answer = api.post(
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
            Answer answer = api.post("/v1/jobs", body.getKey());
            assertThat(answer.status()).isEqualTo(body.getValue());
            assertThat(answer.text("code")).isEqualTo("INVALID_REQUEST");
        }
        Answer form = api.send(
                api.request("/v1/jobs").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")));
        assertThat(form.status()).isEqualTo(415);
    }

    @Test
    void whatIsNotThereAndWhatIsNotAllowedAreProblemsToo() throws Exception {
        assertThat(api.get("/v1/jobs/not-an-id").text("code")).isEqualTo("INVALID_JOB_ID");
        assertThat(api.get("/nowhere").text("code")).isEqualTo("NOT_FOUND");
        assertThat(api.get("/v1/jobs?wat=1").status()).isEqualTo(400);
        assertThat(api.get("/v1/jobs?after=%00").status()).isEqualTo(400);
        assertThat(api.get("/console/..%2f..%2fopenapi.yaml").status()).isIn(400, 404);
        Answer wrongMethod = api.send(api.request("/health").POST(BodyPublishers.noBody()));
        assertThat(wrongMethod.status()).isEqualTo(405);
        Answer foreign = api.send(api.request("/v1/jobs")
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(foreign.status()).isEqualTo(403);
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
            JsonNode page = api.get("/v1/jobs?tenant=paged&limit=3" + after).json();
            seen.addAll(page.path("jobs").findValuesAsText("jobId"));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(all).endsWith(seen.getLast());
        assertThat(seen.getFirst()).isEqualTo(all.getLast());
        assertThat(api.get("/v1/jobs?tenant=paged&state=failed").json().path("jobs"))
                .isEmpty();
    }

    @Test
    void rowsOfAnOldJobArePagedOverItsChunksWithoutChange() throws Exception {
        String jobId = UUID.randomUUID().toString();
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-02T00:00:00Z"));
        history.result(jobId, "r1", 6, "[[1],[2.50]]", "[[1e300],[\"a],[b\"]]", "[[null],[[1,[2]]]]");

        JsonNode job = api.get("/v1/jobs/" + jobId).json();
        Answer page = api.get("/v1/jobs/" + jobId + "/result?offset=1&limit=3");
        Answer last = api.get("/v1/jobs/" + jobId + "/result?offset=4");

        assertThat(job.path("metrics").path("executeMicros").asInt()).isEqualTo(12);
        assertThat(page.response().body()).contains("\"rows\":[[2.50],[1e300],[\"a],[b\"]]");
        assertThat(page.json().path("next").asInt()).isEqualTo(4);
        assertThat(last.response().body()).contains("\"rows\":[[null],[[1,[2]]]]");
        assertThat(last.json().has("next")).isFalse();
    }

    @Test
    void rowsInAStoreArePagedFromThere() throws Exception {
        String jobId = UUID.randomUUID().toString();
        ResultPlace place =
                new ResultPlace(LocalDate.of(2026, 11, 28), UUID.randomUUID().toString());
        PartIndex parts = new PartIndex();
        try (ResultStore store = ResultStores.open(results);
                ResultWriter writer = store.create(place)) {
            for (String part : List.of("[[1],[2.50]]", "[[1e300],[\"a],[b\"]]", "[[null],[[1,[2]]]]")) {
                writer.write(part.getBytes(UTF_8), 0, part.length());
                parts.add(2, part.length());
            }
            writer.publish(new Manifest(
                            place.resultId(), 6, 45, "", Instant.EPOCH, TruncationReason.NONE, List.of(), parts.parts())
                    .json());
        }
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-04T00:00:00Z"));
        history.kept(jobId, place.resultId(), 6, results.location().uriOf(place));

        Answer page = api.get("/v1/jobs/" + jobId + "/result?offset=3&limit=2");
        Answer last = api.get("/v1/jobs/" + jobId + "/result?offset=5");
        Answer beyond = api.get("/v1/jobs/" + jobId + "/result?offset=6");
        Answer foreign = api.get("/v1/jobs/" + jobId + "/result?tenant=other");

        assertThat(page.response().body()).contains("\"rows\":[[\"a],[b\"],[null]]");
        assertThat(page.json().path("next").asInt()).isEqualTo(5);
        assertThat(last.response().body()).contains("\"rows\":[[[1,[2]]]]");
        assertThat(last.json().has("next")).isFalse();
        assertThat(beyond.response().body()).contains("\"rows\":[]");
        assertThat(foreign.status()).isNotEqualTo(200);
    }

    @Test
    void rowsThatExpiredAre404AndRowsElsewhereAre503() throws Exception {
        String expired = UUID.randomUUID().toString();
        String elsewhere = UUID.randomUUID().toString();
        ResultPlace place =
                new ResultPlace(LocalDate.of(2026, 1, 1), UUID.randomUUID().toString());
        history.job("default", expired, "SUCCEEDED", Instant.parse("2026-01-05T00:00:00Z"));
        history.kept(expired, place.resultId(), 6, results.location().uriOf(place));
        history.job("default", elsewhere, "SUCCEEDED", Instant.parse("2026-01-06T00:00:00Z"));
        history.kept(elsewhere, "x", 6, "file:///etc/passwd");

        Answer gone = api.get("/v1/jobs/" + expired + "/result");
        Answer foreign = api.get("/v1/jobs/" + elsewhere + "/result");

        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.response().body()).contains("expired");
        assertThat(foreign.status()).isEqualTo(503);
        assertThat(foreign.text("code")).isEqualTo("RESULT_STORE_UNAVAILABLE");
    }

    @Test
    void aResultThatWentToATopicOfItsOwnIsA404ThatNamesIt() throws Exception {
        String jobId = UUID.randomUUID().toString();
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-07T00:00:00Z"));
        history.replyTo(jobId, "sluice.replies.billing");

        Answer answer = api.get("/v1/jobs/" + jobId + "/result");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("NOT_FOUND");
        assertThat(answer.text("detail")).contains("sluice.replies.billing");
        assertThat(api.get("/v1/jobs/" + jobId).text("replyTo")).isEqualTo("sluice.replies.billing");
    }

    @Test
    void rowsThatNeverReachTheHistoryAreA503InBoundedTime() throws Exception {
        String jobId = UUID.randomUUID().toString();
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-03T00:00:00Z"));

        Answer answer = api.get("/v1/jobs/" + jobId + "/result");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("HISTORY_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void theConsoleIsServedUnderAStrictPolicy() throws Exception {
        Answer page = api.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'");
        assertThat(page.header("Content-Security-Policy")).doesNotContain("unsafe");
        assertThat(api.get("/console/main.mjs").header("Content-Type")).startsWith("text/javascript");
        HttpRequest.Builder again = api.request("/").header("If-None-Match", page.header("ETag"));
        assertThat(api.send(again.GET()).status()).isEqualTo(304);
    }
}
