package dev.sluice.standalone.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.standalone.cli.shell.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SqlSourceTest {
    @TempDir
    private Path folder;

    private static String read(Path file) throws UsageException, IOException {
        SqlSource source = new SqlSource();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("sql", CommandLine.Model.CommandSpec.forAnnotatedObject(source)))
                .parseArgs("--file", file.toString());
        return source.read(InputStream.nullInputStream());
    }

    @Test
    void aFileIsReadWithoutTheBlanksAroundItsSql() throws Exception {
        assertThat(read(Files.writeString(folder.resolve("a.sql"), "select 1\n")))
                .isEqualTo("select 1");
    }

    @Test
    void aDirectoryIsNoSql() {
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is a directory");
    }

    @Test
    void bytesThatAreNoTextAreNoSql() throws IOException {
        Path binary = Files.write(folder.resolve("b.sql"), new byte[] {(byte) 0xc3, (byte) 0x28});

        assertThatThrownBy(() -> read(binary))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no text in UTF-8");
    }
}
