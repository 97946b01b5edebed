package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL that cannot run is refused with a code, and the next good record passes. */
class BadSqlTest {
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

    /** FAULTS 70. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "   \n", "-- nothing", "/* nothing */", ";", " ; ; ", "select 'open", "select 1 /* open"})
    void sqlWithoutAStatementIsInvalid(String sql) {
        assertThat(rejection(sql)).isEqualTo(ErrorCode.INVALID_SQL);
    }

    /** FAULTS 71; other dialects are in {@code LexerTest}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; drop table x",
                "select 1 /* ; */ ; drop table x",
                "select $a$ ; $a$ ; drop table x",
                "select E'\\'' ; drop table x",
                "select 1 -- x\r; drop table x",
                "select /* /* ; */ ; */ 1 ; drop table x",
                "select U&'\\0027' ; drop table x",
                "select '\u2019 ; ' ; drop table x",
                "select E'a'\n'\\' ; ' ; drop table x",
                "delimiter //\n select 1 // ; drop table x"
            })
    void stackedStatementsAreRefused(String sql) {
        assertThat(rejection(sql)).isEqualTo(ErrorCode.MULTIPLE_STATEMENTS);
    }

    @Test
    void namesWithoutEndAreNotKeptWithTheJob() {
        List<QueryRequest> requests = List.of(
                Requests.request(driver, "select * from \"" + "x".repeat(100_000) + "\"")
                        .build(),
                Requests.request(
                                driver,
                                "select 1 from "
                                        + IntStream.range(0, 5_000)
                                                .mapToObj(table -> "t" + table)
                                                .collect(Collectors.joining(", ")))
                        .build());
        requests.forEach(driver::submit);
        driver.submit(Requests.request(driver, "select 1").build());

        assertThat(driver.events())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.getState()).isIn(JobState.ADMITTED, JobState.REJECTED));
        assertThat(driver.deadLetters()).isEmpty();
    }

    /** FAULTS 72. */
    @Test
    void sqlThatIsTooLongOrTooDeepIsRefused() {
        assertThat(rejection("select '" + "x".repeat(300_000) + "'")).isEqualTo(ErrorCode.SQL_TOO_LONG);
        assertThat(rejection("select " + "(".repeat(3_000) + "1" + ")".repeat(3_000)))
                .isEqualTo(ErrorCode.SQL_TOO_DEEP);
        assertThat(rejection("select 1" + "+1".repeat(40_000))).isEqualTo(ErrorCode.SQL_TOO_LONG);
        assertThat(rejection("select \0")).isEqualTo(ErrorCode.INVALID_SQL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "COMMIT", "/* x */ rollback", "savepoint a"})
    void transactionStatementsAreDoneForYou(String sql) {
        assertThat(rejection(sql)).isEqualTo(ErrorCode.NOT_SUPPORTED);
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
}
