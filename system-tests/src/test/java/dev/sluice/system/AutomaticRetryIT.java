package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.JobResult;
import dev.sluice.client.SluiceClient;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that fails a job until somebody has put it right, and a policy that is patient with it. */
class AutomaticRetryIT {
    private static final String TENANT = "patient";
    private static final String POLICY = "{\"name\": \"patience\", \"tenants\": [\"patient\"], \"allowedClasses\":"
            + " [\"READ\", \"WRITE\"], \"deadLetterRetries\": 10, \"deadLetterRetryMillis\": 2000}";

    @RegisterExtension
    private static final SharedPlatform PLATFORM = new SharedPlatform();

    @Test
    void aJobThatExhaustsItsTriesIsADeadLetterIsRetriedAfterTheIntervalAndSucceeds() throws Exception {
        Database demo = new Database(PLATFORM.addresses()::demo);
        demo.run("CREATE TABLE mood (bad boolean NOT NULL)");
        demo.run("INSERT INTO mood VALUES (true)");
        demo.run("CREATE FUNCTION moody() RETURNS int LANGUAGE plpgsql AS $$ BEGIN"
                + " IF (SELECT bad FROM mood) THEN RAISE EXCEPTION 'not now' USING ERRCODE = '40001'; END IF;"
                + " RETURN 42; END $$");
        RestCalls rest = new RestCalls(PLATFORM.addresses().api(), TENANT);
        assertThat(rest.put("/v1/policies/patience", POLICY).status()).isEqualTo(200);
        String jobId = UUID.randomUUID().toString();
        try (SluiceClient client = PLATFORM.addresses().client(TENANT)) {
            CompletableFuture<JobResult> end =
                    client.run(client.sql("demo", "SELECT moody()").jobId(jobId));
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !letters(rest, jobId).isEmpty());
            demo.run("UPDATE mood SET bad = false");

            JobResult result = end.get(120, TimeUnit.SECONDS);

            assertThat(result.error()).isEmpty();
            assertThat(result.rows()).isEqualTo(List.of(List.of(42L)));
        } finally {
            rest.delete("/v1/policies/patience");
        }
        assertThat(letters(rest, jobId)).allSatisfy(letter -> {
            assertThat(letter.path("errorCode").asText()).isEqualTo("RETRY_EXHAUSTED");
            assertThat(letter.path("retriesGranted").asInt()).isEqualTo(10);
            assertThat(letter.path("retryAt").asText()).isNotEmpty();
            assertThat(letter.path("redrivable").asBoolean()).isFalse();
        });
        assertRetried(new TopicLog(PLATFORM.addresses()).events().getOrDefault(jobId, List.of()));
    }

    private static List<JsonNode> letters(RestCalls rest, String jobId) throws Exception {
        List<JsonNode> letters = new ArrayList<>();
        for (JsonNode letter : rest.get("/v1/dead-letters?limit=500").body().path("deadLetters")) {
            if (letter.path("jobId").asText().equals(jobId)) {
                letters.add(letter);
            }
        }
        return letters;
    }

    /** The executor gave up, the dispatcher waited and admitted anew, and the job ended once. */
    private static void assertRetried(List<JobEvent> events) {
        JobEvent waiting = events.stream()
                .filter(event -> event.getState() == JobState.RETRYING
                        && event.getType() != EventType.RELEASED
                        && event.getError() != null
                        && event.getError().getCode() == ErrorCode.RETRY_EXHAUSTED)
                .findFirst()
                .orElseThrow();
        JobEvent again = events.stream()
                .filter(event ->
                        event.getType() == EventType.ADMITTED && event.getAt().isAfter(waiting.getAt()))
                .findFirst()
                .orElseThrow();
        assertThat(again.getAt()).isAfterOrEqualTo(waiting.getAt().plusSeconds(2));
        assertThat(events)
                .extracting(JobEvent::getType)
                .filteredOn(type -> type == EventType.SUCCEEDED || type == EventType.FAILED)
                .containsExactly(EventType.SUCCEEDED);
    }
}
