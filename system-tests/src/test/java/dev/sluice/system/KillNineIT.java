package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.client.RequestBuilder;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.Submitted;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted before {@code kill -9} comes to its end after a restart on the same directory, once. */
@Tag("fault")
class KillNineIT {
    private static final int PAIRS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    @Test
    void acceptedJobsEndOnceAndWritesTakeEffectOnce() throws Exception {
        List<String> inserts;
        List<String> selects = new ArrayList<>();
        PlatformProcess first = PlatformProcess.start(directory);
        try (first;
                SluiceClient client = first.addresses().client("acme")) {
            Database demo = new Database(first.addresses()::demo);
            demo.run("CREATE TABLE effect (job text NOT NULL)");
            inserts = submit(client, selects);
            await().pollInterval(Duration.ofMillis(5)).until(() -> effects(demo) > PAIRS / 10);
            assertThat(effects(demo)).as("the kill comes in the middle").isLessThan(PAIRS);
            first.kill();
        }

        try (PlatformProcess again = PlatformProcess.start(directory)) {
            List<String> all = new ArrayList<>(inserts);
            all.addAll(selects);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertEndedOnce(again.addresses(), all));

            assertThat(new Database(again.addresses()::demo).map("SELECT job, count(*) FROM effect GROUP BY job"))
                    .isEqualTo(inserts.stream().collect(Collectors.toMap(job -> job, job -> "1")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(new Database(again.addresses()::history)
                                    .map("SELECT job_id, state FROM sluice.job"))
                            .isEqualTo(all.stream().collect(Collectors.toMap(job -> job, job -> "SUCCEEDED"))));
        }
    }

    /** Submits pairs of an insert of its own job id and a select, waits until all are acknowledged, and returns the inserts. */
    private static List<String> submit(SluiceClient client, List<String> selects) throws Exception {
        List<CompletableFuture<Submitted>> writes = new ArrayList<>();
        List<CompletableFuture<Submitted>> reads = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String job = String.format("01935c00-0000-7000-8000-%012d", i);
            RequestBuilder insert = client.sql("demo", "INSERT INTO effect (job) SELECT ? FROM pg_sleep(0.05)");
            insert.jobId(job).parameter(job);
            writes.add(client.submit(insert));
            reads.add(client.submit(client.sql("demo", "SELECT ? AS n").parameter(i)));
        }
        for (CompletableFuture<Submitted> read : reads) {
            selects.add(read.get(30, TimeUnit.SECONDS).jobId());
        }
        List<String> inserts = new ArrayList<>();
        for (CompletableFuture<Submitted> write : writes) {
            inserts.add(write.get(30, TimeUnit.SECONDS).jobId());
        }
        return inserts;
    }

    private static int effects(Database demo) throws Exception {
        return demo.map("SELECT job, 1 FROM effect").size();
    }

    private static void assertEndedOnce(Addresses addresses, List<String> jobs) {
        TopicLog log = new TopicLog(addresses);
        Map<String, List<QueryReply>> outcomes = log.outcomes();
        Map<String, List<JobEvent>> ends = log.ends();
        assertThat(outcomes.keySet()).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(outcomes)
                .allSatisfy((job, all) -> assertThat(all)
                        .as("OUTCOMEs of %s", job)
                        .extracting(QueryReply::getState)
                        .containsExactly(JobState.SUCCEEDED));
        assertThat(ends.keySet()).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(ends)
                .allSatisfy((job, all) -> assertThat(all)
                        .as("terminal events of %s", job)
                        .extracting(JobEvent::getState)
                        .containsExactly(JobState.SUCCEEDED));
    }
}
