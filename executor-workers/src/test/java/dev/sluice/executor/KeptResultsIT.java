package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.carry.ResultSettings;
import dev.sluice.executor.engine.sqlite.SqliteEngine;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.message.TruncationReason;
import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.settings.DataSize;
import dev.sluice.schemas.result.Manifest;
import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.RowStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Results that go to a folder. Without a chunk budget, whatever does not ride inline goes there, and no broker is needed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeptResultsIT {
    private static final String MANY =
            "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 20000)";

    @SuppressWarnings("NullAway.Init")
    private Path results;

    @SuppressWarnings("NullAway.Init")
    private ExecuteBench bench;

    @SuppressWarnings("NullAway.Init")
    private ExecuteBench withoutRoom;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        results = directory.resolve("results");
        bench = bench(directory, results);
        Path file = Files.createFile(directory.resolve("no-folder"));
        withoutRoom = bench(directory, file.resolve("results"));
        bench.outcome(Jobs.job(
                        "sqlite",
                        "db",
                        StatementClass.DDL,
                        List.of(Jobs.statement(StatementKind.CREATE_TABLE, "CREATE TABLE told(n INTEGER, t TEXT)")))
                .build());
    }

    @AfterAll
    void stop() {
        bench.close();
        withoutRoom.close();
    }

    private static ExecuteBench bench(Path directory, Path results) {
        ResultSettings settings = new ResultSettings(
                Optional.of(ResultAccess.at(results.toString())), new DataSize(0), Duration.ofDays(3), directory);
        return new ExecuteBench(new SqliteEngine(), "jdbc:sqlite:" + directory.resolve("kept.db"), "", settings);
    }

    @Test
    void a_result_past_the_budget_is_kept_whole_and_the_outcome_says_where() throws Exception {
        QueryReply outcome =
                bench.outcome(Jobs.read("sqlite", "db", MANY + " SELECT n, printf('%0100d', n) FROM g ORDER BY n"));

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(outcome.getRows()).isNull();
        assertThat(outcome.getChunks()).isZero();
        assertThat(outcome.getExpiresAt()).isAfter(outcome.getAt().plus(Duration.ofDays(3)));
        Path kept = Path.of(URI.create(outcome.getClaimCheck().getUri()));
        byte[] bytes = Files.readAllBytes(kept.resolve("rows.json"));
        assertThat(outcome.getClaimCheck().getBytes()).isEqualTo(bytes.length);
        assertThat(outcome.getMetrics().getResultBytes()).isEqualTo(bytes.length);
        assertThat(outcome.getSha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        Manifest manifest = Manifest.parse(Files.readString(kept.resolve("manifest.json")));
        assertThat(Manifest.parse(outcome.getClaimCheck().getManifest())).isEqualTo(manifest.withoutColumns());
        assertThat(manifest.columns()).isEqualTo(outcome.getColumns());
        assertThat(manifest.rowCount()).isEqualTo(20_000);
        assertThat(numbers(kept)).isEqualTo(20_000L * 20_001 / 2);
    }

    @Test
    void caps_hold_for_what_is_kept_too() throws Exception {
        QueryReply outcome = bench.outcome(Jobs.job(
                        "sqlite",
                        "db",
                        StatementClass.READ,
                        List.of(Jobs.statement(
                                StatementKind.SELECT, MANY + " SELECT n, printf('%0100d', n) FROM g ORDER BY n")))
                .setMaxBytes(1_000_000)
                .build());

        assertThat(outcome.getTruncated()).isEqualTo(TruncationReason.MAX_BYTES);
        assertThat(outcome.getRowCount()).isBetween(8_000L, 9_999L);
        assertThat(Manifest.parse(outcome.getClaimCheck().getManifest()).truncated())
                .isEqualTo(TruncationReason.MAX_BYTES);
        assertThat(numbers(Path.of(URI.create(outcome.getClaimCheck().getUri()))))
                .isEqualTo(outcome.getRowCount() * (outcome.getRowCount() + 1) / 2);
    }

    @Test
    void a_query_that_fails_half_way_leaves_nothing_behind() throws Exception {
        QueryReply outcome = bench.outcome(Jobs.read(
                "sqlite",
                "db",
                MANY + " SELECT printf('%0100d', n), CASE WHEN n = 19999 THEN abs(-9223372036854775808) END FROM g"));

        assertThat(outcome.getState()).isEqualTo(JobState.FAILED);
        assertThat(begun()).isEmpty();
    }

    @Test
    void a_write_whose_rows_cannot_be_kept_has_no_effect_and_says_why() {
        JobStatement fill = Jobs.statement(
                StatementKind.INSERT, MANY + " INSERT INTO told SELECT n, printf('%0100d', n) FROM g RETURNING n, t");

        QueryReply refused = withoutRoom.outcome(Jobs.write("sqlite", "db", fill));
        String afterwards = bench.rows(Jobs.read("sqlite", "db", "SELECT count(*) FROM told WHERE t <> ''"));

        assertThat(refused.getState()).isEqualTo(JobState.FAILED);
        assertThat(refused.getError().getCode()).isEqualTo(ErrorCode.RESULT_STORE_UNAVAILABLE);
        assertThat(refused.getError().getMessage()).contains("could not be kept");
        assertThat(afterwards).isEqualTo("[[0]]");
        assertThat(withoutRoom.kept().check()).isInstanceOf(Health.Degraded.class);
    }

    @Test
    void a_result_within_the_budget_goes_to_the_store_if_no_copy_of_it_can_be_made(@TempDir Path directory) {
        ResultSettings noCopies = new ResultSettings(
                Optional.of(ResultAccess.at(results.toString())),
                DataSize.ofMebibytes(64),
                Duration.ofDays(3),
                directory.resolve("nowhere"));
        try (ExecuteBench copyless =
                new ExecuteBench(new SqliteEngine(), "jdbc:sqlite:" + directory.resolve("db"), "", noCopies)) {
            QueryReply outcome =
                    copyless.outcome(Jobs.read("sqlite", "db", MANY + " SELECT n, printf('%0100d', n) FROM g"));

            assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
            assertThat(outcome.getChunks()).isZero();
            assertThat(outcome.getClaimCheck().getBytes()).isGreaterThan(2_000_000);
            assertThat(copyless.kept().check()).isEqualTo(Health.up());
        }
    }

    @Test
    void a_redelivered_write_is_answered_with_the_result_that_is_kept() {
        JobStatement fill = Jobs.statement(
                StatementKind.INSERT, MANY + " INSERT INTO told SELECT n, '' FROM g RETURNING n, printf('%0100d', n)");
        var job = Jobs.write("sqlite", "db", fill);

        QueryReply first = bench.outcome(job);
        QueryReply again = bench.outcome(job, true);

        assertThat(first.getUpdateCounts()).containsExactly(20_000L);
        assertThat(again.getFromLedger()).isTrue();
        assertThat(again.getClaimCheck()).isEqualTo(first.getClaimCheck());
    }

    private List<Path> begun() throws IOException {
        try (Stream<Path> begun = Files.list(results.resolve(".writing"))) {
            return begun.toList();
        }
    }

    /** The sum of the first column. */
    private static long numbers(Path kept) throws IOException {
        long sum = 0;
        try (RowStream rows = new RowStream(Files.newInputStream(kept.resolve("rows.json")))) {
            for (Optional<byte[]> row = rows.next(); row.isPresent(); row = rows.next()) {
                String text = new String(row.get(), StandardCharsets.UTF_8);
                sum += Long.parseLong(text.substring(1, text.indexOf(',')));
            }
        }
        return sum;
    }
}
