package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
final class ChunkBudgetIT {
    @Test
    void a_result_past_the_chunk_budget_is_kept_whole_with_what_went_in_chunks_before(
            @BrokerConfig(name = "auto.create.topics.enable", value = "false") KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        try (ExecutorBench bench = new ExecutorBench(
                cluster.getBootstrapServers(),
                "jdbc:sqlite:" + directory.resolve("shop.db"),
                "jdbc:sqlite:" + directory.resolve("lite.db"),
                settings(directory))) {
            bench.executor().start();
            var job = Jobs.read("sqlite", "lite", """
                    WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 9000)
                    SELECT n, printf('%01000d', 0) FROM g""");

            QueryReply outcome = bench.run(job);

            byte[] rows = Files.readAllBytes(
                    Path.of(URI.create(outcome.getClaimCheck().getUri())).resolve("rows.json"));
            assertThat(outcome.getChunks()).isZero();
            assertThat(outcome.getRowCount()).isEqualTo(9000);
            assertThat(outcome.getSha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(rows)));
            assertThat(new String(rows, StandardCharsets.UTF_8))
                    .startsWith("[[1,\"000")
                    .endsWith("000\"]]");
            List<QueryReply> head = bench.replies(job.getJobId()).stream()
                    .filter(reply -> reply.getKind() == ReplyKind.ROWS)
                    .toList();
            assertThat(head).isNotEmpty().hasSizeLessThan(7);
        }
    }

    @Test
    void rows_that_are_too_large_for_their_topic_end_the_job_and_are_not_read_again(
            @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    @BrokerConfig(name = "message.max.bytes", value = "100000")
                    KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        try (ExecutorBench bench = new ExecutorBench(
                cluster.getBootstrapServers(),
                "jdbc:sqlite:" + directory.resolve("shop.db"),
                "jdbc:sqlite:" + directory.resolve("lite.db"),
                Map.of("databases.shop.engine", "sqlite"))) {
            bench.executor().start();

            QueryReply outcome = bench.run(Jobs.read("sqlite", "lite", "SELECT printf('%.200000c', 'x')"));

            assertThat(outcome.getState()).isEqualTo(JobState.FAILED);
            assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
            assertThat(outcome.getError().getMessage()).contains("max.message.bytes");
        }
    }

    private static Map<String, String> settings(Path directory) {
        return Map.of(
                "databases.shop.engine",
                "sqlite",
                "results.location",
                directory.resolve("results").toString(),
                "executor.results.chunkBudget",
                "3MiB",
                "executor.results.spool",
                directory.toString());
    }
}
