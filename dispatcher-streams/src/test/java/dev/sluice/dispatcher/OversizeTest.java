package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FAULTS 15 and 66: whatever a topic does not take is sent with less in it, or as a dead letter; a broker would refuse it, and with it
 * the whole transaction, again after each restart.
 */
class OversizeTest {
    private static final String REPLIES = DispatcherDriver.TOPICS.replies();
    private static final String EVENTS = DispatcherDriver.TOPICS.events();
    private static final String LETTERS = DispatcherDriver.TOPICS.deadLetters();
    private static final String NORMAL = "sluice.requests.normal";

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
    void anEventThatDoesNotFitIsToldWithoutItsDecisionAndTheJobRuns() {
        driver.limit(EVENTS, 3_000);
        QueryRequest request = Requests.request(driver, manyTables()).build();

        driver.submit(request);

        JobEvent event = driver.events().getFirst();
        assertThat(event.getJobId()).isEqualTo(request.getJobId());
        assertThat(event.getDecision()).isNull();
        assertThat(event.getStatementText()).isNull();
        assertThat(driver.jobs(event.getLane())).hasSize(1);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void anOutcomeThatDoesNotFitIsAnsweredWithoutItsDecision() {
        driver.limit(REPLIES, 2_500);

        driver.submit(Requests.request(driver, manyTables() + " where a = ?").build());

        QueryReply reply = driver.replies().getFirst();
        assertThat(reply.getState()).isEqualTo(JobState.REJECTED);
        assertThat(reply.getDecision()).isNull();
    }

    @Test
    void anOutcomeThatCannotBeMadeToFitIsADeadLetterThatSaysWhy() {
        driver.limit(REPLIES + ".billing", 1_100);
        QueryRequest request = Requests.request(driver, "copy t to 'x'")
                .setReplyTo(REPLIES + ".billing")
                .build();

        driver.submit(request);

        assertThat(driver.raw(REPLIES + ".billing")).isEmpty();
        assertThat(driver.events()).extracting(JobEvent::getState).containsExactly(JobState.REJECTED);
        DeadLetter letter = driver.deadLetters().getFirst();
        assertThat(letter.getJobId()).isEqualTo(request.getJobId());
        assertThat(letter.getError().getMessage()).contains(REPLIES + ".billing", "max.message.bytes");
    }

    /** Its answer is not due to a record read just now, so the letter is known by its job. */
    @Test
    void theSameIsTrueOfAJobThatExpires() {
        driver.limit(REPLIES, 1_100);
        driver.submit(Requests.request(driver, "select 1").build());
        driver.submit(Requests.request(driver, "select 2").build());
        QueryRequest request = Requests.request(driver, "select 3")
                .setDeadline(driver.clock.instant().plusSeconds(1))
                .build();
        driver.submit(request);

        driver.pass(Duration.ofSeconds(2));

        assertThat(driver.deadLetters()).extracting(DeadLetter::getId).containsExactly(request.getJobId() + ":0");
        assertThat(driver.events().getLast().getState()).isEqualTo(JobState.EXPIRED);
    }

    @Test
    void aDeadLetterIsNeverLargerThanItsTopicTakes() {
        driver.limit(LETTERS, 2_500);
        var headers = new RecordHeaders();
        for (int at = 0; at < 30; at++) {
            headers.add("h" + at, new byte[1_000]);
        }

        driver.send(NORMAL, new TestRecord<>("k".repeat(1_000), new byte[100_000], headers));

        DeadLetter letter = driver.deadLetters().getFirst();
        assertThat(letter.getValueBytes()).isEqualTo(100_000);
        assertThat(letter.getError().getCode()).isEqualTo(ErrorCode.INVALID_ENVELOPE);
        assertThat(letter.getHeaders()).isEmpty();
    }

    @Test
    void aRecordThatWouldNotFitOnItsOtherPartitionIsADeadLetterInsteadOfMoved() {
        driver.close();
        driver = new DispatcherDriver(directory, TestRules.usual(), 8, new KeptStore());
        Requests.defineUsual(driver);
        driver.limit(NORMAL, 10_000);
        var headers = new RecordHeaders().add("big", new byte[9_500]);
        QueryRequest request =
                Requests.request(driver, "select 1").setDatabase("elsewhere").build();

        driver.send(NORMAL, new TestRecord<>("shop", driver.messages.encode(request), headers));

        assertThat(driver.raw(NORMAL)).isEmpty();
        assertThat(driver.deadLetters().getFirst().getError().getMessage()).contains(NORMAL);
    }

    @Test
    void aRecordTooLargeToWaitForTheRegistryIsADeadLetter() {
        byte[] unknown =
                driver.messages.encode(Requests.request(driver, "select 1").build());
        ByteBuffer.wrap(unknown).putInt(1, 4_711);
        driver.registry.goDown();

        driver.send(NORMAL, new TestRecord<>("k".repeat(4 << 20), unknown, new RecordHeaders()));

        assertThat(driver.deadLetters())
                .extracting(letter -> letter.getError().getCode())
                .containsExactly(ErrorCode.REGISTRY_UNAVAILABLE);
    }

    /** A mebibyte of header, a thousand of them, bytes that are no text: none of it is copied on, and the job runs. */
    @Test
    void headersOfAnySortDoNoHarmToAGoodRequest() {
        var headers = new RecordHeaders();
        for (int at = 0; at < 1_000; at++) {
            headers.add("same", new byte[2_000]);
        }
        headers.add("traceparent", new byte[] {(byte) 0xC3, (byte) 0x28, 0, 1});
        headers.add("big", new byte[1 << 20]);
        QueryRequest request = Requests.request(driver, "select 1").build();

        driver.send(NORMAL, new TestRecord<>("shop", driver.messages.encode(request), headers));

        assertThat(driver.raw("sluice.jobs.postgresql.fast"))
                .hasSize(1)
                .allSatisfy(job -> assertThat(job.headers()).isEmpty());
        assertThat(driver.raw(EVENTS))
                .allSatisfy(event -> assertThat(event.headers()).hasSize(1));
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
    }

    /** What is read by monitoring and by hand tells where and why, and nothing of what the tenant wrote. */
    @Test
    void theHeadersOfDeadLettersHoldNeitherSqlNorStackTraces() {
        driver.parser.breakAt("canary", () -> new IllegalStateException("canary-in-a-message"));
        driver.submit(Requests.request(driver, "select 'canary;'").build());
        driver.send(NORMAL, "shop", "select 'canary'".getBytes(StandardCharsets.UTF_8));

        assertThat(driver.raw(LETTERS)).hasSize(2).allSatisfy(letter -> {
            Map<String, String> headers = IntStream.range(0, letter.headers().toArray().length)
                    .mapToObj(at -> letter.headers().toArray()[at])
                    .collect(Collectors.toMap(
                            header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8)));
            assertThat(headers.toString()).doesNotContain("canary", "Exception", "at dev.");
        });
    }

    private static String manyTables() {
        return IntStream.range(0, 200)
                .mapToObj(at -> "some_table_with_a_name_" + at)
                .collect(Collectors.joining(", ", "select 1 from ", ""));
    }
}
