package dev.sluice.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.standalone.cli.shell.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void whatADemoMadeIsEmptiedForTheNext() throws Exception {
        Path data = folder.resolve("demo");
        FreshDirectory.prepare(data);
        Files.createDirectories(data.resolve("kafka/topic-0"));
        Files.writeString(data.resolve("kafka/topic-0/log"), "old");

        FreshDirectory.prepare(data);

        assertThat(data.resolve("kafka")).doesNotExist();
        assertThat(data.resolve(FreshDirectory.MARK)).exists();
    }

    @Test
    void whatNoDemoMadeIsNeverDeleted() throws Exception {
        Path data = folder.resolve("mine");
        Files.createDirectories(data.resolve("postgresql/cluster"));

        assertThatThrownBy(() -> FreshDirectory.prepare(data))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--data");
        assertThat(data.resolve("postgresql/cluster")).exists();
        try (var entries = Files.list(data)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> FreshDirectory.prepare(file)).isInstanceOf(UsageException.class);
    }
}
