package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS F2 47: results far larger than the heap. */
@Tag("fault")
final class FlatHeapIT {
    @Test
    void ten_million_rows_pass_through_a_small_heap(@TempDir Path directory) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Path log = directory.resolve("log");
            Process process = new ProcessBuilder(
                            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                            "-Xmx96m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeRead.class.getName(),
                            postgres.getJdbcUrl("postgres", "postgres"),
                            directory.resolve("results").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(10, TimeUnit.MINUTES);
            process.destroyForcibly();

            System.out.println(Files.readString(log));
            assertThat(ended).as(Files.readString(log)).isTrue();
            assertThat(Files.readString(log)).contains("SUCCEEDED, 10000000 rows");
        }
    }
}
