package dev.sluice.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.TruncationReason;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.result.Manifest;
import dev.sluice.schemas.result.PartIndex;
import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultPlace;
import dev.sluice.schemas.result.ResultStore;
import dev.sluice.schemas.result.ResultStores;
import dev.sluice.schemas.result.ResultWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results as lines, out of the history and out of a store; {@link AdminApiIT} has those that came with their outcome. */
class RowLinesIT {
    private static HistoryFixture history;
    private static ResultAccess results;
    private static AdminApi service;
    private static Caller api;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        history = new HistoryFixture();
        results = ResultAccess.at(folder.toString());
        Map<String, String> settings = new HashMap<>(history.settings());
        settings.putAll(Map.of("kafka.client.bootstrap.servers", "127.0.0.1:1", "api.port", "0"));
        settings.put("results.location", folder.toString());
        service = new AdminApi(
                AdminApiSettings.read(SettingsReader.of(settings)),
                new InMemorySchemaRegistry(),
                new SimpleMeterRegistry(),
                InstantSource.system(),
                Map::of);
        service.start();
        api = Caller.of(service);
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop();
        history.close();
    }

    @Test
    void rowsInTheHistoryComeAsLinesToTheLast() throws Exception {
        String jobId = UUID.randomUUID().toString();
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-07T00:00:00Z"));
        history.result(jobId, "r2", 6, "[[1],[2.50]]", "[[1e300],[\"a],[b\"]]", "[[null],[[1,[2]]]]");

        Answer all = lines(jobId, "");
        Answer some = lines(jobId, "?offset=1&limit=2");

        assertThat(all.status()).isEqualTo(200);
        assertThat(all.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(all.header("Sluice-Row-Count")).isEqualTo("6");
        assertThat(all.header("Sluice-Truncated")).isEqualTo("NONE");
        assertThat(all.response().body()).isEqualTo("[1]\n[2.50]\n[1e300]\n[\"a],[b\"]\n[null]\n[[1,[2]]]\n");
        assertThat(some.response().body()).isEqualTo("[2.50]\n[1e300]\n");
    }

    @Test
    void aLargeResultInAStoreComesAsLinesToTheLastAndOneThatBreaksOffIsNoWholeAnswer() throws Exception {
        String jobId = UUID.randomUUID().toString();
        int rows = 200_000;
        ResultPlace place = keep(jobId, rows);

        Answer all = lines(jobId, "");
        Answer last = lines(jobId, "?offset=199998");
        Path file = Path.of(URI.create(results.location().uriOf(place))).resolve("rows.json");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThat(all.response().body().lines()).hasSize(rows).last().isEqualTo("[199999,\"row\"]");
        assertThat(last.response().body()).isEqualTo("[199998,\"row\"]\n[199999,\"row\"]\n");
        assertThatThrownBy(() -> lines(jobId, "")).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsWrongBeforeTheFirstLineIsAProblem() throws Exception {
        Answer none = lines(UUID.randomUUID().toString(), "");
        Answer wrong = lines(UUID.randomUUID().toString(), "?offset=x");

        assertThat(none.status()).isEqualTo(503);
        assertThat(none.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(wrong.status()).isEqualTo(400);
    }

    private static Answer lines(String jobId, String parameters) throws Exception {
        return api.send(api.request("/v1/jobs/" + jobId + "/result" + parameters)
                .header("Accept", "application/x-ndjson")
                .GET());
    }

    /** A job whose rows lie in the store, two thousand of them in a part. */
    private static ResultPlace keep(String jobId, int rows) throws Exception {
        ResultPlace place =
                new ResultPlace(LocalDate.of(2026, 11, 28), UUID.randomUUID().toString());
        PartIndex parts = new PartIndex();
        long bytes = 0;
        try (ResultStore store = ResultStores.open(results);
                ResultWriter writer = store.create(place)) {
            for (int first = 0; first < rows; first += 2_000) {
                byte[] part = part(first);
                writer.write(part, 0, part.length);
                parts.add(2_000, part.length);
                bytes += part.length;
            }
            writer.publish(new Manifest(
                            place.resultId(),
                            rows,
                            bytes,
                            "",
                            Instant.EPOCH,
                            TruncationReason.NONE,
                            List.of(),
                            parts.parts())
                    .json());
        }
        history.job("default", jobId, "SUCCEEDED", Instant.parse("2026-01-08T00:00:00Z"));
        history.kept(jobId, place.resultId(), rows, results.location().uriOf(place));
        return place;
    }

    private static byte[] part(int first) {
        return IntStream.range(first, first + 2_000)
                .mapToObj(n -> "[" + n + ",\"row\"]")
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8);
    }
}
