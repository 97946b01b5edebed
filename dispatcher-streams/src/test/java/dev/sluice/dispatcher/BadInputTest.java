package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.message.TemplateCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input of any kind gets a coded answer or a dead letter, and the next good record passes. */
class BadInputTest {
    private static final String NORMAL = DispatcherDriver.TOPICS.requests(Priority.NORMAL);

    @TempDir
    Path directory;

    private DispatcherDriver driver;

    @BeforeEach
    void start() {
        driver = new DispatcherDriver(directory);
        Requests.defineUsual(driver);
    }

    @AfterEach
    void theNextGoodRecordPasses() {
        QueryRequest good = Requests.request(driver, "select 42").build();
        driver.submit(good);
        assertThat(driver.events()).extracting(JobEvent::getJobId).contains(good.getJobId());
        driver.close();
    }

    @Test
    void aTombstoneBecomesADeadLetter() {
        driver.send(NORMAL, new TestRecord<>("shop", null, new RecordHeaders()));

        assertThat(onlyDeadLetter().getError().getCode()).isEqualTo(ErrorCode.INVALID_ENVELOPE);
        assertThat(driver.replies()).isEmpty();
    }

    @Test
    void randomBytesBecomeDeadLettersThatHoldThem() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);
            if (round % 2 == 0) {
                bytes[0] = 0;
            }
            for (String topic : List.of(NORMAL, "sluice.events", "sluice.control")) {
                driver.send(topic, "shop", bytes);
            }
        }
        assertThat(driver.deadLetters())
                .hasSize(6_000)
                .allMatch(letter -> letter.getError().getCode() == ErrorCode.INVALID_ENVELOPE)
                .allMatch(letter -> letter.getValueBytes() == letter.getValue().remaining());
    }

    @Test
    void anUnknownSchemaIdIsADeadLetterAndNotAWait() {
        driver.send(
                NORMAL,
                "shop",
                ByteBuffer.allocate(20).put((byte) 0).putInt(4_711).array());

        assertThat(onlyDeadLetter().getError().getCode()).isEqualTo(ErrorCode.INVALID_ENVELOPE);
    }

    @Test
    void whileTheRegistryIsDownAnUnknownSchemaWaitsAndOthersDoNot() {
        QueryRequest known = Requests.request(driver, "select 1").build();
        driver.submit(known);
        byte[] unknown =
                driver.messages.encode(Requests.request(driver, "select 2").build());
        ByteBuffer.wrap(unknown).putInt(1, 4_711);
        driver.registry.goDown();

        driver.send(NORMAL, "shop", unknown);
        driver.submit(Requests.request(driver, "select 3").build());
        assertThat(driver.events()).hasSize(2);
        assertThat(driver.deadLetters()).isEmpty();

        driver.registry.comeBack();
        driver.pass(Duration.ofSeconds(7));
        assertThat(driver.deadLetters()).hasSize(1);
    }

    @Test
    void aRequestReadFromAnotherTopicThanItNamesIsMisrouted() {
        QueryRequest request =
                Requests.request(driver, "select 1", Priority.HIGH).build();

        driver.send(NORMAL, "shop", driver.messages.encode(request));

        assertThat(onlyDeadLetter().getError().getCode()).isEqualTo(ErrorCode.MISROUTED);
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
    }

    @Test
    void headersOfAnySizeAreCappedAndNeverDoHarm() {
        var headers = new RecordHeaders();
        for (int at = 0; at < 1_000; at++) {
            headers.add("h" + at, new byte[2_000]);
        }
        headers.add("traceparent", "not a trace".getBytes(StandardCharsets.UTF_8));
        headers.add("big", new byte[1024 * 1024]);
        headers.add("nothing", null);

        driver.send(NORMAL, new TestRecord<>("shop", new byte[] {1, 2, 3}, headers));

        DeadLetter letter = onlyDeadLetter();
        assertThat(letter.getHeaders()).hasSizeLessThanOrEqualTo(32);
        assertThat(letter.getHeaders().values()).allMatch(value -> value.remaining() <= 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "0190e1c2-0000-7000-8000-00000000000g"})
    void aJobIdThatIsNoUuidIsAnsweredAndDeadLettered(String jobId) {
        driver.submit(Requests.request(driver, "select 1").setJobId(jobId).build());

        assertThat(onlyReply().getError().getCode()).isEqualTo(ErrorCode.INVALID_JOB_ID);
        assertThat(onlyDeadLetter().getError().getCode()).isEqualTo(ErrorCode.INVALID_JOB_ID);
        assertThat(driver.events()).isEmpty();
    }

    @Test
    void anEmptyOrEndlessJobIdIsDeadLettered() {
        driver.submit(Requests.request(driver, "select 1").setJobId("").build());
        driver.submit(Requests.request(driver, "select 1")
                .setJobId("x".repeat(10_000))
                .build());

        assertThat(driver.deadLetters()).hasSize(2);
        assertThat(driver.replies()).hasSize(1);
    }

    /** FAULTS 79. */
    @ParameterizedTest
    @MethodSource("noNames")
    void aTenantOrDatabaseThatIsNoNameFormsNothing(String name) {
        driver.submit(Requests.request(driver, "select 1").setTenant(name).build());
        driver.submit(Requests.request(driver, "select 1").setDatabase(name).build());

        assertThat(driver.deadLetters())
                .extracting(letter -> letter.getError().getCode())
                .containsExactly(ErrorCode.INVALID_NAME, ErrorCode.INVALID_NAME);
        assertThat(driver.replies()).hasSize(2);
    }

    static List<String> noNames() {
        return List.of("../../x", "..", "a.b", "%00", "\0", "", "a/b", "a\\b", "\u00e9", "x".repeat(300));
    }

    @Test
    void aNegativeTimeoutIsInvalidAndAFarDeadlineIsCapped() {
        driver.submit(Requests.request(driver, "select 1").setTimeoutMillis(-1L).build());
        assertThat(onlyReply().getError().getCode()).isEqualTo(ErrorCode.INVALID_REQUEST);

        Instant far = Instant.parse("9999-12-31T23:59:59Z");
        driver.submit(Requests.request(driver, "select 1").setDeadline(far).build());
        assertThat(driver.jobs(Lane.FAST).getFirst().getDeadline())
                .isEqualTo(driver.clock.instant().plus(Duration.ofDays(30)));
    }

    @Test
    void aRequestThatIsTooLargeIsAnswered() {
        driver.submit(Requests.request(driver, "select 1")
                .setParameters(List.of(new ParameterValue(null, ParameterType.TEXT, "x".repeat(600_000))))
                .build());

        assertThat(onlyReply().getError().getCode()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void parametersMustFitTheSqlAndTheirTypes() {
        assertThat(rejection("select ?")).isEqualTo(ErrorCode.INVALID_PARAMETERS);
        driver.submit(Requests.request(driver, "select ?")
                .setParameters(List.of(new ParameterValue(null, ParameterType.LONG, "seven")))
                .build());
        assertThat(onlyReply().getError().getMessage()).contains("Parameter 1").contains("LONG");
    }

    @Test
    void whatIsNotServedIsRefusedRatherThanIgnored() {
        assertThat(rejection("copy item to program 'rm'")).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
        assertThat(rejection("attach database 'x' as y")).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
        driver.submit(Requests.request(driver, "select 1").setShardKey("k").build());
        driver.submit(Requests.request(driver, "select 1")
                .setQuery(new TemplateCall("q", null))
                .build());
        driver.submit(
                Requests.request(driver, "select 1").setReplyTo("audit.theirs").build());
        driver.submit(Requests.request(driver, "select 1")
                .setReplyTo("sluice.replies.nowhere")
                .build());
        assertThat(driver.replies())
                .extracting(reply -> reply.getError().getCode())
                .containsExactly(
                        ErrorCode.NOT_SUPPORTED,
                        ErrorCode.UNKNOWN_TEMPLATE,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aRequestWithoutStatementsIsInvalid() {
        driver.submit(
                Requests.request(driver, "").setQuery(new SqlText(List.of())).build());

        assertThat(onlyReply().getError().getCode()).isEqualTo(ErrorCode.INVALID_SQL);
    }

    @Test
    void aRequestFromBeforeTheWindowIsTooOld() {
        driver.submit(Requests.request(driver, "select 1")
                .setSubmittedAt(driver.clock.instant().minus(Duration.ofHours(2)))
                .build());

        assertThat(onlyReply().getError().getCode()).isEqualTo(ErrorCode.TOO_OLD);
        assertThat(onlyDeadLetter().getError().getCode()).isEqualTo(ErrorCode.TOO_OLD);
        assertThat(driver.events()).isEmpty();
    }

    /** The code that this SQL is rejected with; it must be told and answered exactly once. */
    private ErrorCode rejection(String sql) {
        driver.submit(Requests.request(driver, sql).build());
        QueryReply reply = onlyReply();
        assertThat(reply.getState()).isEqualTo(JobState.REJECTED);
        assertThat(reply.getDecision()).isNotNull();
        assertThat(driver.events()).extracting(JobEvent::getState).containsExactly(JobState.REJECTED);
        assertThat(driver.deadLetters()).isEmpty();
        return reply.getError().getCode();
    }

    private QueryReply onlyReply() {
        List<QueryReply> replies = driver.replies();
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    private DeadLetter onlyDeadLetter() {
        List<DeadLetter> letters = driver.deadLetters();
        assertThat(letters).hasSize(1);
        return letters.getFirst();
    }
}
