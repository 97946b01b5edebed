package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.JobEvent;
import dev.sluice.message.ParameterType;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.job.JobTransitions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Writes of database shop that keep coming, each of which leaves its own id in the table named effect. */
final class EffectLoad {
    private static final int EVERY_MILLIS = 20;

    private final ExecutorBench bench;
    private final List<QueryJob> sent = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** Begins. */
    EffectLoad(ExecutorBench bench) {
        this.bench = bench;
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(this::send, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One of them, which takes its row from here. */
    static QueryJob effect(String from) {
        QueryJob job = Jobs.write("postgresql", "shop");
        return QueryJob.newBuilder(job)
                .setStatements(List.of(Jobs.statement(
                        StatementKind.INSERT,
                        "INSERT INTO effect SELECT ?" + from,
                        Jobs.parameter(ParameterType.TEXT, job.getJobId()))))
                .build();
    }

    private void send() {
        QueryJob job = effect(" FROM pg_sleep(0.02)");
        sent.add(job);
        bench.send(job);
    }

    /** All that was sent, once all is answered. */
    List<QueryJob> stop() {
        timer.close(); // waits for the job that is being sent
        awaitAll(bench, sent);
        return List.copyOf(sent);
    }

    static void awaitAll(ExecutorBench bench, List<QueryJob> jobs) {
        await("all are answered").atMost(Duration.ofMinutes(2)).until(() -> {
            Set<String> open = new HashSet<>();
            jobs.forEach(job -> open.add(job.getJobId()));
            bench.all(ExecutorBench.TOPICS.replies(), QueryReply.class).forEach(reply -> open.remove(reply.getJobId()));
            return open.isEmpty();
        });
    }

    /** One OUTCOME, one terminal event and one effect of each. */
    static void assertBalanced(ExecutorBench bench, Sql shop, List<QueryJob> writes) throws SQLException {
        Map<String, Long> outcomes = bench.all(ExecutorBench.TOPICS.replies(), QueryReply.class).stream()
                .collect(Collectors.groupingBy(QueryReply::getJobId, Collectors.counting()));
        Map<String, Long> ends = bench.all(ExecutorBench.TOPICS.events(), JobEvent.class).stream()
                .filter(event -> JobTransitions.terminal(event.getState()))
                .collect(Collectors.groupingBy(JobEvent::getJobId, Collectors.counting()));
        List<String> wrong = new ArrayList<>();
        for (QueryJob job : writes) {
            String id = job.getJobId();
            String effects = shop.value("SELECT count(*) FROM effect WHERE job = '" + id + "'");
            if (outcomes.getOrDefault(id, 0L) != 1 || ends.getOrDefault(id, 0L) != 1 || !effects.equals("1")) {
                wrong.add(
                        id + ": " + outcomes.get(id) + " OUTCOMEs, " + ends.get(id) + " ends, " + effects + " effects");
            }
        }
        assertThat(wrong).isEmpty();
    }
}
