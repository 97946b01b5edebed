package dev.sluice.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.settings.DataSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryIT {
    @TempDir
    Path parent;

    @Test
    void refusesASecondTakerInTheSameProcess() throws Exception {
        DataDirectory first = directory(0);
        first.start();
        DataDirectory second = directory(0);

        assertThatThrownBy(second::start)
                .isInstanceOf(DirectoryTakenException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining(DataDirectory.ROOT_KEY);
        assertThat(first.check()).isEqualTo(Health.up());

        first.stop();
        second.start();
        second.stop();
    }

    @Test
    void refusesASecondProcessWithThePidOfTheFirst() throws Exception {
        DataDirectory first = directory(0);
        first.start();

        Process second = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TakeDirectory.class.getName(),
                        first.root().toString())
                .redirectErrorStream(true)
                .start();
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("is in use by process " + ProcessHandle.current().pid());
        first.stop();
    }

    @Test
    void keepsOnePlatformKeyThatOnlyItsOwnerCanRead() throws Exception {
        DataDirectory directory = directory(0);
        directory.start();
        String key = directory.platformKey();

        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(directory.platformKey()).isEqualTo(key);
        Path file = directory.root().resolve("platform.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        directory.stop();
    }

    @Test
    void refusesToStartWithoutSpace() {
        DataDirectory directory = directory(Long.MAX_VALUE);

        assertThatThrownBy(directory::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("are free")
                .hasMessageContaining(DataDirectory.FREE_SPACE_KEY);
        assertThat(directory.check()).isInstanceOf(Health.Down.class);
    }

    private DataDirectory directory(long minFreeBytes) {
        return new DataDirectory(parent.resolve("data"), new DataSize(minFreeBytes));
    }

    /** The second process: tries to take the directory and prints what came of it. */
    static final class TakeDirectory {
        public static void main(String[] arguments) {
            try {
                new DataDirectory(Path.of(arguments[0]), new DataSize(0)).start();
                System.out.println("taken");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
