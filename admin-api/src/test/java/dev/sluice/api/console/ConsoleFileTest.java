package dev.sluice.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConsoleFileTest {
    private static final Path FOLDER = Path.of("src", "main", "resources", "dev", "sluice", "api", "console");

    @Test
    void vendoredFilesAreAsTheyWerePublished() throws Exception {
        List<String> sums = Files.readAllLines(FOLDER.resolve("vendor/SHA256SUMS"));

        assertThat(sums).hasSize(1);
        for (String sum : sums) {
            String[] parts = sum.split("  ", 2);
            byte[] content = Files.readAllBytes(FOLDER.resolve("vendor").resolve(parts[1]));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            assertThat(HexFormat.of().formatHex(digest)).as(parts[1]).isEqualTo(parts[0]);
        }
    }

    @Test
    void everyScriptAndStyleIsServedAndNothingElse() throws Exception {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<String> served = files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.matches(".*\\.(mjs|css|html)"))
                    .toList();
            assertThat(ConsoleFile.NAMES).containsExactlyInAnyOrderElementsOf(served);
        }
    }

    @Test
    void nothingIsLoadedFromElsewhereOrRunInline() throws Exception {
        for (String name : ConsoleFile.NAMES) {
            String text = Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8);
            if (!name.startsWith("vendor/")) {
                assertThat(text).as(name).doesNotContain("https://", "http://", "innerHTML", "dangerouslySet", "eval(");
                assertThat(text).as(name).doesNotContain("style=", "onclick=", "<script>", "<style");
            }
        }
    }
}
