package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.RequestBuilder;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.Submitted;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Inserts of their own job id, which tell later whether they took effect and how often, and as many selects beside them. */
final class EffectLoad {
    private final List<String> inserts = new ArrayList<>();
    private final List<String> selects = new ArrayList<>();

    static void createTable(Database demo) throws Exception {
        demo.run("CREATE TABLE effect (job text NOT NULL)");
    }

    static int effects(Database demo) throws Exception {
        return demo.map("SELECT job, 1 FROM effect").size();
    }

    /** Submits this many of each and waits until all are acknowledged. */
    void submit(SluiceClient client, int pairs) throws Exception {
        List<CompletableFuture<Submitted>> writes = new ArrayList<>();
        List<CompletableFuture<Submitted>> reads = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            String job = String.format("01935c00-0000-7000-8000-%012d", inserts.size() + i);
            RequestBuilder insert = client.sql("demo", "INSERT INTO effect (job) SELECT ? FROM pg_sleep(0.05)");
            insert.jobId(job).parameter(job);
            writes.add(client.submit(insert));
            reads.add(client.submit(client.sql("demo", "SELECT ? AS n").parameter(i)));
        }
        acknowledged(writes, inserts);
        acknowledged(reads, selects);
    }

    /** Every job has one OUTCOME and one terminal event, and succeeded. */
    void assertEndedOnce(TopicLog log) {
        Map<String, List<QueryReply>> outcomes = log.outcomes();
        Map<String, List<JobEvent>> ends = log.ends();
        assertThat(outcomes.keySet()).containsExactlyInAnyOrderElementsOf(all());
        assertThat(outcomes)
                .allSatisfy((job, each) -> assertThat(each)
                        .as("OUTCOMEs of %s", job)
                        .extracting(QueryReply::getState)
                        .containsExactly(JobState.SUCCEEDED));
        assertThat(ends.keySet()).containsExactlyInAnyOrderElementsOf(all());
        assertThat(ends)
                .allSatisfy((job, each) -> assertThat(each)
                        .as("terminal events of %s", job)
                        .extracting(JobEvent::getState)
                        .containsExactly(JobState.SUCCEEDED));
    }

    /** Every insert is there once. */
    void assertTookEffectOnce(Database demo) throws Exception {
        assertThat(demo.map("SELECT job, count(*) FROM effect GROUP BY job"))
                .isEqualTo(inserts.stream().collect(Collectors.toMap(job -> job, job -> "1")));
    }

    /** The history has every job, succeeded. */
    void assertKept(Database history) throws Exception {
        assertThat(history.map("SELECT job_id, state FROM sluice.job"))
                .isEqualTo(all().stream().collect(Collectors.toMap(job -> job, job -> "SUCCEEDED")));
    }

    private List<String> all() {
        return Stream.concat(inserts.stream(), selects.stream()).toList();
    }

    private static void acknowledged(List<CompletableFuture<Submitted>> sent, List<String> jobs) throws Exception {
        for (CompletableFuture<Submitted> each : sent) {
            jobs.add(each.get(120, TimeUnit.SECONDS).jobId());
        }
    }
}
