package dev.sluice.schemas.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreIT extends ResultStoreContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ResultStore store;

    @BeforeEach
    void open() throws IOException {
        store = ResultStores.open(ResultAccess.at(folder.toString()));
    }

    @Override
    ResultStore store() {
        return store;
    }

    @Override
    List<String> leftovers() throws IOException {
        try (Stream<Path> begun = Files.list(folder.resolve(".writing"))) {
            return begun.map(Path::toString).toList();
        }
    }

    @Test
    void aSweepTouchesNothingThatIsNotAResult() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("1999-notes"));

        store.sweep(LocalDate.of(2026, 11, 28), Instant.EPOCH);

        assertThat(foreign).exists();
    }

    @Test
    void aSweepGoesOnBehindWhatVanishes() throws IOException {
        ResultPlace place = place(LocalDate.of(2026, 11, 27));
        publish(place, "[[1]]");
        Files.createSymbolicLink(folder.resolve(".writing").resolve("gone"), folder.resolve("nowhere"));

        assertThat(store.sweep(LocalDate.of(2026, 11, 28), Instant.now())).isOne();
        assertThat(folder.resolve(place.path())).doesNotExist();
    }

    @Test
    void aFileNamedLikeADayStaysAndStopsNoSweep() throws IOException {
        ResultPlace place = place(LocalDate.of(2026, 11, 27));
        publish(place, "[[1]]");
        Path foreign = Files.createFile(folder.resolve("2026-11-26"));

        assertThat(store.sweep(LocalDate.of(2026, 11, 28), Instant.EPOCH)).isOne();
        assertThat(folder.resolve(place.path())).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void strangersOnTheMachineCannotReadAResult() throws IOException {
        ResultPlace place = place(LocalDate.of(2026, 11, 28));
        publish(place, "[[1]]");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(place.path()))))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void aSchemeThatNobodyServesSaysWhichThereAre() {
        assertThatThrownBy(() -> ResultStores.open(ResultAccess.at("gopher://host/x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gopher://")
                .hasMessageContaining("file");
    }
}
