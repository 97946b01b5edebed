package dev.sluice.schemas.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same contract on a real server, each test under a prefix of its own. */
@Tag("fault")
class S3StoreIT extends ResultStoreContract {
    @SuppressWarnings("NullAway.Init")
    private static S3Proxy server;

    @SuppressWarnings("NullAway.Init")
    private ResultStore store;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = S3Proxy.start(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.stop();
    }

    @BeforeEach
    void open() throws IOException {
        store = ResultStores.open(server.access("some/" + UUID.randomUUID(), S3Proxy.PASSWORD));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    ResultStore store() {
        return store;
    }

    /** Uploads begun, as the server tells. */
    @Override
    List<String> leftovers() throws IOException {
        return server.uploads();
    }

    @Test
    void aResultOfSeveralPartsIsUploadedPartByPart() throws IOException {
        byte[] rows = new byte[20_000_000];
        new Random(11).nextBytes(rows);
        ResultPlace place = place(LocalDate.of(2026, 11, 28));

        try (ResultWriter writer = store.create(place)) {
            for (int at = 0; at < rows.length; at += 500_000) {
                writer.write(rows, at, 500_000);
            }
            writer.publish("{}");
        }

        assertThat(Arrays.equals(all(place, 0), rows)).isTrue();
        assertThat(Arrays.equals(all(place, 17_000_000), Arrays.copyOfRange(rows, 17_000_000, rows.length)))
                .isTrue();
    }

    @Test
    void aWrongSecretIsAFailureOfTheStoreAndNamesNoSecret() throws IOException {
        try (ResultStore locked = ResultStores.open(server.access("some", "wrong-secret"))) {
            assertThatThrownBy(() -> {
                        try (ResultWriter writer = locked.create(place(LocalDate.of(2026, 11, 28)))) {
                            writer.write("[[1]]".getBytes(StandardCharsets.UTF_8), 0, 5);
                            writer.publish("{}");
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(ResultGoneException.class)
                    .hasMessageNotContaining("wrong-secret");
            assertThatThrownBy(() -> locked.sweep(LocalDate.of(2026, 11, 28), Instant.EPOCH))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anOptionThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> ResultStores.open(ResultAccess.at("s3://bucket/x?endpiont=http://localhost")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpiont");
    }
}
