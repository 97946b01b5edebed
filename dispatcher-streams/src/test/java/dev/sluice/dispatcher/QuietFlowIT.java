package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Commits that a quiet flow asks for, on a real broker. */
@ExtendWith(KafkaClusterExtension.class)
class QuietFlowIT {
    @TempDir
    Path directory;

    @Test
    // Forty pairs that each waited for the interval under load would take more than three minutes.
    @Timeout(120)
    void jobsThatComeNowAndThenDoNotWaitForTheIntervalUnderLoad(KafkaCluster kafka) throws Exception {
        Map<String, String> rareCommits = Map.of("dispatcher.busyCommitInterval", "5s");
        try (var live = new LiveDispatcher(kafka.getBootstrapServers(), "quiet", directory, rareCommits)) {
            live.createTopics(2, 2);
            live.define(1_000);
            live.dispatcher().start();
            try (var jobs = live.reader(live.topics.jobs("postgresql", Lane.FAST))) {
                for (int pair = 0; pair < 40; pair++) {
                    // The second is read while the commit of the first is going on, or right after it.
                    QueryRequest first = request(live, pair);
                    QueryRequest second = request(live, -pair);
                    live.submit(first);
                    live.submit(second);

                    List<String> routed = new ArrayList<>();
                    await().atMost(Duration.ofMinutes(2)).until(() -> {
                        live.poll(jobs, QueryJob.class).forEach(job -> routed.add(job.getJobId()));
                        return routed.size() >= 2;
                    });
                    assertThat(routed).containsExactlyInAnyOrder(first.getJobId(), second.getJobId());
                }
            }
        }
    }

    private static QueryRequest request(LiveDispatcher live, int id) {
        return Requests.request(Instant.now(), "select * from item where id = " + id, Priority.NORMAL)
                .setTopic(live.topics.requests(Priority.NORMAL))
                .build();
    }
}
