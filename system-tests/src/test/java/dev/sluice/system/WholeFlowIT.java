package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.client.JobResult;
import dev.sluice.client.RequestBuilder;
import dev.sluice.client.SluiceClient;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One platform, one mixed load with garbage in between; each promise is a question about what came of it. */
class WholeFlowIT {
    private static final String TENANT = "acme";
    private static final Topics TOPICS = new Topics("sluice");
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final int GARBAGE = 60;

    @RegisterExtension
    private static final SharedPlatform PLATFORM = new SharedPlatform();

    private static Addresses addresses;
    private static Database demo;
    private static Database lite;
    private static Database history;
    private static SluiceClient client;
    private static KafkaProducer<byte[], byte[]> producer;
    private static MixedLoad load;
    /** Results of the load by name. */
    private static final Map<String, JobResult> RESULTS = new HashMap<>();

    @BeforeAll
    static void runTheLoad() throws Exception {
        addresses = PLATFORM.addresses();
        demo = new Database(addresses::demo);
        lite = new Database(addresses::lite);
        history = new Database(addresses::history);
        client = addresses.client(TENANT);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", addresses.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        demo.run("CREATE TABLE effect (what text NOT NULL)");
        lite.run("CREATE TABLE effect (what text NOT NULL)");
        load = new MixedLoad(client);
        publishGarbage(new Random(1));
        load.start();
        publishGarbage(new Random(2));
        RESULTS.putAll(load.results());
    }

    private static void publishGarbage(Random random) {
        for (int i = 0; i < GARBAGE / 2; i++) {
            byte[] garbage = new byte[random.nextInt(4_096)];
            random.nextBytes(garbage);
            publish(
                    TOPICS.requests(List.of(Priority.HIGH, Priority.NORMAL, Priority.LOW)
                            .get(i % 3)),
                    garbage);
        }
    }

    private static void publish(String topic, byte[] value) {
        // Not waited for: what does not arrive is missed by the test that looks for it.
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, value));
    }

    @AfterAll
    static void stop() {
        client.close();
        producer.close();
    }

    /** Promise 1. */
    @Test
    void everyAcceptedRequestEndsInExactlyOneTerminalEventAndOneOutcome() {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            TopicLog log = new TopicLog(addresses);
            Map<String, List<QueryReply>> outcomes = log.outcomes();
            Map<String, List<JobEvent>> ends = log.ends();
            RESULTS.forEach((name, result) -> {
                assertThat(outcomes.get(result.jobId()))
                        .as("OUTCOMEs of %s", name)
                        .hasSize(1);
                assertThat(ends.get(result.jobId()))
                        .as("terminal events of %s", name)
                        .hasSize(1);
            });
        });
    }

    /** Promise 2. */
    @Test
    void aLedgeredWriteTakesEffectExactlyOnceEvenIfItIsAskedForTwice() throws Exception {
        RequestBuilder twice = load.insert("demo", "twice");
        RESULTS.put("insert twice", client.run(twice).get(120, TimeUnit.SECONDS));
        client.submit(twice).get(120, TimeUnit.SECONDS);
        client.run(client.sql("demo", "SELECT 1")).get(120, TimeUnit.SECONDS);

        for (Database database : List.of(demo, lite)) {
            assertThat(database.map("SELECT what, count(*) FROM effect GROUP BY what"))
                    .isNotEmpty()
                    .allSatisfy((what, times) -> {
                        assertThat(times).as(what).isEqualTo("1");
                        assertThat(RESULTS.get("insert " + what).updateCounts()).containsExactly(1L);
                    });
        }
        assertThat(demo.map("SELECT what, 1 FROM effect WHERE what LIKE 'demo %'"))
                .hasSize(MixedLoad.ROUNDS);
        assertThat(lite.map("SELECT what, 1 FROM effect")).hasSize(MixedLoad.ROUNDS);
    }

    /** Promise 3. */
    @Test
    void whatTheDispatcherDidNotSealDoesNotRun() throws Exception {
        publish(TOPICS.jobs("postgresql", Lane.FAST), new Messages(addresses.schemaRegistry()).encode(forged()));

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(history.map("SELECT error_code, source_topic FROM sluice.dead_letter"))
                        .containsEntry("UNSEALED", forged().getTopic()));
        assertThat(demo.map("SELECT what, 1 FROM effect")).doesNotContainKey("forged");
    }

    private static QueryJob forged() {
        return QueryJob.newBuilder()
                .setJobId("01935c00-0000-7000-8000-00000000f0f0")
                .setTopic(TOPICS.jobs("postgresql", Lane.FAST))
                .setTenant(TENANT)
                .setPrincipal("mallory")
                .setDatabase("demo")
                .setEngine("postgresql")
                .setLane(Lane.FAST)
                .setPriority(Priority.HIGH)
                .setAttempt(1)
                .setStatements(List.of(new JobStatement(
                        "INSERT INTO effect (what) VALUES ('forged')", StatementKind.INSERT, List.of())))
                .setStatementClass(StatementClass.WRITE)
                .setFingerprint("0")
                .setTimeoutMillis(1_000)
                .setMaxRows(1)
                .setMaxBytes(1)
                .setReplyTo(TOPICS.replies())
                .setRequestHash(ByteBuffer.allocate(32))
                .setSubmittedAt(FAR)
                .setAdmittedAt(FAR)
                .setExpiresAt(FAR)
                .setKeyId("k1")
                .setSeal(ByteBuffer.allocate(32))
                .build();
    }

    /** Promise 6. */
    @Test
    void afterCancelledWasAnsweredTheJobHasNoEffect() throws Exception {
        String job = "01935c00-0000-7000-8000-0000000cacce";
        CompletableFuture<JobResult> end =
                client.run(client.sql("demo", "INSERT INTO effect (what) SELECT 'cancelled' FROM pg_sleep(60)")
                        .jobId(job));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> demo.map("SELECT 1, 1 FROM pg_stat_activity WHERE state = 'active'"
                                + " AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()")
                        .containsKey("1"));

        CommandAnswer answer = client.cancel("demo", job, "not needed").get(20, TimeUnit.SECONDS);

        assertThat(answer).isEqualTo(CommandAnswer.CANCELLED);
        assertThat(end.get(20, TimeUnit.SECONDS).state()).isEqualTo(JobState.CANCELLED);
        assertThat(demo.map("SELECT what, 1 FROM effect")).doesNotContainKey("cancelled");
    }

    /** Promise 9. */
    @Test
    void noTenantSeesAnothersJobOrResult() throws Exception {
        String job = "/v1/jobs/" + RESULTS.get("select demo 7").jobId();

        assertThat(new RestCalls(addresses.api(), TENANT).get(job).status()).isEqualTo(200);
        assertThat(new RestCalls(addresses.api(), "rival").get(job).status()).isEqualTo(404);
        assertThat(new RestCalls(addresses.api(), "rival").get(job + "/result").status())
                .isEqualTo(404);
        assertThat(new RestCalls(addresses.api(), "rival")
                        .get("/v1/jobs")
                        .body()
                        .path("jobs"))
                .isEmpty();
    }

    /** Promise 10. */
    @Test
    void badInputGetsAClearErrorStopsNobodyAndIsNotLost() {
        for (String code : List.of(
                "UNKNOWN_DATABASE",
                "INVALID_PARAMETERS",
                "MULTIPLE_STATEMENTS",
                "INVALID_SQL",
                "SYNTAX_ERROR",
                "DATA_ERROR")) {
            assertThat(RESULTS.get(code).error().map(JobError::getCode))
                    .as(code)
                    .contains(ErrorCode.valueOf(code));
        }
        for (int round = 0; round < MixedLoad.ROUNDS; round++) {
            assertThat(RESULTS.get("select lite " + round).rows()).containsExactly(List.of(round + 1L));
            assertThat(RESULTS.get("select demo " + round).rows()).containsExactly(List.of(round + 1L));
            assertThat(RESULTS.get("unknown table demo " + round).error().map(JobError::getCode))
                    .contains(ErrorCode.UNKNOWN_OBJECT);
        }
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(history.map("SELECT error_code, count(*) FROM sluice.dead_letter"
                                + " WHERE source_topic LIKE 'sluice.requests.%' GROUP BY 1"))
                        .isEqualTo(Map.of("INVALID_ENVELOPE", String.valueOf(GARBAGE))));
    }

    /** Promise 11. */
    @Test
    void historyEqualsWhatWasReplied() {
        Map<String, String> replied = new HashMap<>();
        RESULTS.values().forEach(result -> replied.put(result.jobId(), said(result)));

        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            Map<String, String> kept = history.map("SELECT job_id, concat_ws(' ', state, coalesce(error_code, '-'),"
                    + " row_count, coalesce(result_sha256, '-'), coalesce((SELECT string_agg(convert_from(rows, 'UTF8'), '' ORDER BY chunk)"
                    + " FROM sluice.result_chunk c WHERE c.result_id = j.result_id), '-')) FROM sluice.job j");
            assertThat(kept).containsAllEntriesOf(replied);
        });
    }

    private static String said(JobResult result) {
        List<String> parts = new ArrayList<>();
        parts.add(result.state().name());
        parts.add(result.error().map(error -> error.getCode().name()).orElse("-"));
        parts.add(String.valueOf(result.rowCount()));
        parts.add(result.outcome().getSha256() == null ? "-" : result.outcome().getSha256());
        StringBuilder rows = new StringBuilder();
        result.parts().forEach(part -> rows.append(new String(part, StandardCharsets.UTF_8)));
        parts.add(result.parts().isEmpty() ? "-" : rows.toString());
        return String.join(" ", parts);
    }

    @Test
    void aJobSubmittedOverRestIsKnownAtOnceAndItsRowsCanBeRead() throws Exception {
        RestCalls rest = new RestCalls(addresses.api(), TENANT);

        RestCalls.Answer accepted =
                rest.post("/v1/jobs", "{\"database\": \"demo\", \"sql\": \"SELECT 6 * 7 AS answer\"}");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(rest.get(accepted.location()).status()).isEqualTo(200);

        String job = "/v1/jobs/" + accepted.body().path("jobId").asText();
        assertThat(rest.get(job + "?wait=20s").body().path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(rest.get(job + "/result").body().path("rows").toString()).isEqualTo("[[42]]");
    }
}
