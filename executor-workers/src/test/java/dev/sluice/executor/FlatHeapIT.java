package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.schemas.result.Manifest;
import dev.sluice.schemas.result.RowStream;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * FAULTS F2 47, 48 and 49: results far larger than the heap of the process that reads them, many wide ones at once, and one cell of a
 * gigabyte.
 */
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FlatHeapIT {
    private static final long MOST_ON_DISK = 8L << 30;
    private static final int WIDE_JOBS = 200;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres postgres;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void room() throws IOException {
        assumeTrue(Files.getFileStore(directory).getUsableSpace() > MOST_ON_DISK, "the disk has no room for it");
    }

    @Test
    void ten_million_rows_of_three_gigabytes_pass_through_a_small_heap_and_are_all_there() throws Exception {
        List<String> said =
                read("-Xmx96m", 1, 1, "SELECT g, repeat(md5(g::text), 8), now() FROM generate_series(1, 10000000) g");

        assertThat(said.getFirst()).startsWith("SUCCEEDED 10000000 rows, NONE");
        List<String> words = List.of(said.getFirst().split(" ", -1));
        Path kept = Path.of(URI.create(words.get(5)));
        Manifest manifest = Manifest.parse(Files.readString(kept.resolve("manifest.json")));
        assertThat(manifest.rowCount()).isEqualTo(10_000_000);
        assertThat(manifest.bytes())
                .isEqualTo(Files.size(kept.resolve("rows.json")))
                .isGreaterThan(2_800_000_000L);
        assertThat(manifest.sha256()).isEqualTo(words.get(4)).isEqualTo(sha256(kept.resolve("rows.json")));
        assertThat(rows(kept)).isEqualTo(10_000_000);
        assertThat(list("results/.writing")).isEmpty();
    }

    @Test
    void ten_million_rows_of_mariadb_pass_through_a_small_heap() throws Exception {
        String url = MariaServer.shared().url("mariadb", "test");

        List<String> said =
                read("-Xmx96m", "mariadb", url, "root", 1, 1, "SELECT seq, md5(seq), now(6) FROM seq_1_to_10000000");

        assertThat(said.getFirst()).startsWith("SUCCEEDED 10000000 rows, NONE");
    }

    /** Two hundred results of 8 MiB, in rows so wide that as many of them as are usually fetched first overrun what a slot may hold. */
    @Test
    void many_wide_results_at_once_fit_into_a_small_heap() throws Exception {
        List<String> said =
                read("-Xmx256m", WIDE_JOBS, 32, "SELECT g, repeat(md5(g::text), 6400) FROM generate_series(1, 40) g");

        assertThat(said.subList(0, WIDE_JOBS))
                .allSatisfy(line -> assertThat(line).startsWith("SUCCEEDED 40 rows, NONE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT repeat('x', 1000000000)", "SELECT repeat('x', 500000000)::int"})
    void a_cell_of_a_gigabyte_or_an_error_that_quotes_one_is_refused_and_the_next_job_runs(String sql)
            throws Exception {
        List<String> said = read("-Xmx256m", 2, 1, sql);

        assertThat(said.subList(0, 2)).allSatisfy(line -> assertThat(line).contains("FAILED", "RESULT_TOO_LARGE"));
    }

    private List<String> read(String heap, int jobs, int slots, String sql) throws Exception {
        return read(heap, "postgresql", postgres.getJdbcUrl("postgres", "postgres"), "postgres", jobs, slots, sql);
    }

    /** What the process says that runs these jobs: a line for each. */
    private List<String> read(String heap, String engine, String url, String user, int jobs, int slots, String sql)
            throws Exception {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeRead.class.getName(),
                        engine,
                        url,
                        user,
                        directory.resolve("results").toString(),
                        Integer.toString(jobs),
                        Integer.toString(slots),
                        sql)
                .redirectError(directory.resolve("errors").toFile())
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();

        List<String> said = Files.readAllLines(log).stream()
                .filter(line -> line.matches("[A-Z]+ \\d+ rows.*|.* peak heap .*"))
                .toList();
        System.out.println(said.isEmpty() ? "" : said.getLast());
        assertThat(ended).isTrue();
        assertThat(said).as(Files.readString(directory.resolve("errors"))).hasSize(jobs + 1);
        return said;
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static long rows(Path kept) throws IOException {
        try (RowStream rows = new RowStream(Files.newInputStream(kept.resolve("rows.json")))) {
            long count = 0;
            while (rows.next().isPresent()) {
                count++;
            }
            return count;
        }
    }

    private List<Path> list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.toList();
        }
    }
}
