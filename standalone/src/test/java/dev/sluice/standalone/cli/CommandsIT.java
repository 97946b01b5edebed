package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every command about jobs, against a platform started by {@code sluice up}. */
class CommandsIT {
    @RegisterExtension
    private static final SharedUp UP = new SharedUp();

    @TempDir
    private static Path folder;

    private final RecordedShell sluice =
            new RecordedShell(Map.of("SLUICE_URL", UP.addresses().path("api").asText()), "select 40 + 2 as answer");

    @Test
    void submitReadsStandardInputWaitsAndPrintsATable() {
        assertThat(sluice.run("submit", "--wait")).as(sluice.err()).isZero();
        assertThat(sluice.out().lines()).containsExactly("answer", "──────", "    42", "(1 row)");
    }

    @Test
    void submitBindsParametersAndPrintsCsv() {
        assertThat(sluice.run(
                        "submit",
                        "--wait",
                        "--format",
                        "csv",
                        "--param",
                        "5",
                        "--param",
                        "text:a,b",
                        "--param",
                        "null:date",
                        "select cast(? as bigint) n, cast(? as text) t, cast(? as date) d"))
                .as(sluice.err())
                .isZero();
        assertThat(sluice.out().lines()).containsExactly("n,t,d", "5,\"a,b\",");
    }

    @Test
    void submitCapsTheRowsOfTheResult() throws IOException {
        assertThat(sluice.run("submit", "--wait", "--json", "--max-rows", "3", "select generate_series(1, 9)"))
                .as(sluice.err())
                .isZero();
        assertThat(sluice.lastLine().path("truncated").asText()).isEqualTo("MAX_ROWS");
        assertThat(sluice.lastLine().path("rowCount").asLong()).isEqualTo(3);
    }

    @Test
    void submitCapsTheBytesOfTheResult() {
        assertThat(sluice.run("submit", "--wait", "--max-bytes", "20B", "select generate_series(1, 9)"))
                .as(sluice.err())
                .isZero();
        assertThat(sluice.err()).contains("incomplete", "maxBytes");
    }

    @Test
    void withJsonRowsComeWithTheirJobLikeEverythingElse() throws IOException {
        assertThat(sluice.run("submit", "--wait", "--json")).as(sluice.err()).isZero();
        assertThat(sluice.lastLine().path("jobId").asText()).hasSize(36);
        assertThat(sluice.lastLine().path("state").asText()).isEqualTo("SUCCEEDED");

        assertThat(sluice.run("result", "--json", "7")).isEqualTo(1);
        assertThat(sluice.lastLine().path("message").asText()).startsWith("jobId:");
    }

    @Test
    void aJobThatStillRunsIsSaidToBeUnfinished() {
        assertThat(sluice.run("submit", "select pg_sleep(3)")).as(sluice.err()).isZero();
        String jobId = sluice.out().strip();

        assertThat(sluice.run("result", jobId)).isEqualTo(1);
        assertThat(sluice.err()).contains("sluice watch " + jobId).doesNotContain("?wait");
        assertThat(sluice.run("watch", "--for", "10ms", jobId)).isEqualTo(1);
        assertThat(sluice.err()).contains("not finished yet");
    }

    @Test
    void anotherServerIsNotTakenForSluice() {
        String registry = UP.addresses().path("registry").asText();

        assertThat(sluice.run("jobs", "--url", registry)).isEqualTo(3);
        assertThat(sluice.err()).contains("what answers at " + registry + " is not Sluice");
    }

    @Test
    void thePageAfterIsAskedForWithTheSameFilter() {
        assertThat(sluice.run("submit", "--wait")).isZero();
        assertThat(sluice.run("submit", "--wait")).isZero();

        // The history comes a moment after the answer.
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(sluice.run("jobs", "--tenant", "default", "--state", "succeeded", "--limit", "1"))
                    .isZero();
            assertThat(sluice.out()).contains("select 40 + 2 as answer");
        });

        assertThat(sluice.err()).contains("more: sluice jobs --tenant default --limit 1 --state SUCCEEDED --after ");
    }

    @Test
    void aDataDirectoryThatCannotBeIsBadUsage() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(sluice.run("up", "--data", file.resolve("data").toString())).isEqualTo(2);
        assertThat(sluice.err()).contains("is no directory", "--data").doesNotContain("\tat ");
    }

    @Test
    void aDryRunWaitsForTheDecisionAndPrintsIt() throws IOException {
        assertThat(sluice.run("submit", "--validate-only", "select * from orders"))
                .as(sluice.err())
                .isZero();
        assertThat(sluice.out()).contains("VALIDATED", "lane", "SELECT", "orders", "limit");

        assertThat(sluice.run("submit", "--validate-only", "--json", "select 1"))
                .isZero();
        assertThat(sluice.lastLine().path("decision").path("lane").asText()).isNotEmpty();

        assertThat(sluice.run("submit", "--validate-only", "-d", "nowhere", "select 1"))
                .isEqualTo(1);
        assertThat(sluice.err()).contains("UNKNOWN_DATABASE");
    }

    @Test
    void anEndedJobIsExplainedAndTooLateToCancel() throws IOException {
        assertThat(sluice.run("submit", "--wait", "--json", "select 5 as five")).isZero();
        String jobId = sluice.lastLine().path("jobId").asText();

        assertThat(run("explain", jobId).out())
                .startsWith("SUCCEEDED  1 row")
                .contains("select 5 as five", "SELECT", "slots");
        assertThat(sluice.run("explain", "--json", jobId)).isZero();
        assertThat(sluice.lastLine().path("source").asText()).isEqualTo("history");
        assertThat(sluice.run("cancel", jobId)).isEqualTo(1);
        assertThat(sluice.out()).contains("TOO_LATE  the job had ended before: it is SUCCEEDED");
    }

    @Test
    void aJobThatHasNotArrivedCanBeCancelledIfItsDatabaseIsNamed() {
        String jobId = UUID.randomUUID().toString();

        assertThat(sluice.run("cancel", jobId)).isEqualTo(1);
        assertThat(sluice.err()).contains("NOT_FOUND", "name its --database");
        assertThat(sluice.run("cancel", "-d", "demo", jobId)).isEqualTo(1);
        assertThat(sluice.out()).contains("NOT_FOUND  the dispatcher has met no such job");
        assertThat(sluice.run("submit", "--wait", "--job-id", jobId, "select 1"))
                .isEqualTo(1);
        assertThat(sluice.err()).contains("CANCELLED");
    }

    @Test
    void ofABatchEachRequestHasItsOwnOutcome() throws IOException {
        Path file = Files.writeString(folder.resolve("requests.jsonl"), """
                {"sql": "select 1"}
                {"sql": "select * from no_such_table"}
                {"database": "lite", "sql": "select ?", "parameters": [3]}
                {"sqll": "select 4"}
                """);

        assertThat(sluice.run("submit", "--wait", "--batch", file.toString())).isEqualTo(1);

        assertThat(sluice.err()).contains("submitting done 3 accepted, 1 refused", "waiting done 3 of 3 ended");
        assertThat(sluice.out().lines().skip(2))
                .satisfiesExactly(
                        first -> assertThat(first).contains("1  ", "SUCCEEDED"),
                        second -> assertThat(second).contains("FAILED", "no_such_table"),
                        third -> assertThat(third).contains("SUCCEEDED"),
                        fourth -> assertThat(fourth).contains("INVALID_", "sqll: is not known; did you mean sql?"));
        assertThat(sluice.run("submit", "--batch", file.toString(), "select 1")).isEqualTo(2);
    }

    @Test
    void aStatementThatTheEngineRefusesIsAFailedJobWithItsCode() {
        assertThat(sluice.run("submit", "--wait", "select * from no_such_table"))
                .isEqualTo(1);
        assertThat(sluice.err()).contains("FAILED", "UNKNOWN_OBJECT");
    }

    @Test
    void aSubmittedJobCanBeWatchedReadAndListed() {
        assertThat(sluice.run("submit", "-d", "lite", "--tenant", "reports", "select 1 as one"))
                .isZero();
        String jobId = sluice.out().strip();
        assertThat(sluice.err()).contains("sluice watch --tenant reports " + jobId);

        assertThat(run("watch", "--tenant", "reports", jobId).out()).contains("SUCCEEDED");
        assertThat(run("result", "--tenant", "reports", "--format", "csv", jobId)
                        .out()
                        .lines())
                .containsExactly("one", "1");
        assertThat(run("jobs", "--tenant", "reports", "--json").out()).contains(jobId);
    }

    @Test
    void aResultOfManyPagesIsPrintedWhole() throws IOException {
        String numbers =
                "with recursive n(n) as (select 1 union all select n + 1 from n where n < 2500) select n from n";
        assertThat(run("submit", "-d", "lite", "--wait", "--format", "csv", numbers)
                        .out()
                        .lines())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("n"), IntStream.rangeClosed(1, 2_500).mapToObj(Integer::toString))
                        .toList());

        JsonNode whole = Json.parse(
                run("submit", "-d", "lite", "--wait", "--json", numbers).out().getBytes(StandardCharsets.UTF_8));
        assertThat(whole.path("rowCount").asInt()).isEqualTo(2_500);
        String jobId = whole.path("jobId").asText();
        assertThat(run("result", "--format", "csv", "--offset", "500", jobId)
                        .out()
                        .lines())
                .hasSize(2_001)
                .endsWith("2500");
    }

    @Test
    void aJobThatNobodyKnowsIsNotFound() {
        assertThat(sluice.run("result", "0198c1a4-0000-7000-8000-000000000000")).isEqualTo(1);
        assertThat(sluice.err()).contains("NOT_FOUND");
    }

    @Test
    void topicsAreAsTheyShouldBeAndTheDoctorAgrees() throws IOException {
        String kafka = "kafka.client.bootstrap.servers="
                + UP.addresses().path("bootstrapServers").asText();
        String registry = "registry.url=" + UP.addresses().path("registry").asText();

        assertThat(run("topics", "diff", "--set", kafka).out()).contains("as they should be");
        sluice.run("doctor", "--json", "--set", kafka, "--set", registry);

        assertThat(sluice.lastLine().path("findings"))
                .filteredOn(finding -> finding.path("subject").asText().matches("Kafka.*|topics|schema registry"))
                .isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.path("verdict").asText()).isEqualTo("OK"));
    }

    private static RecordedShell run(String... args) {
        RecordedShell shell = new RecordedShell(
                Map.of("SLUICE_URL", UP.addresses().path("api").asText()), "");
        assertThat(shell.run(args)).as(shell.err()).isZero();
        return shell;
    }
}
