package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 27, with two dozen members of six groups in one process, as many as two cores carry: they all join at once while jobs come. */
@ExtendWith(KafkaClusterExtension.class)
@Tag("fault")
final class ManyMembersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MEMBERS = 24;
    private static final int CONNECTIONS_EACH = 8;
    private static final int BATCH = 150;
    private static final String GROUP = ExecutorBench.TOPICS.prefix() + ".executors.postgresql.fast";

    @TempDir
    private Path directory;

    private EmbeddedPostgres postgres;
    private Sql shop;
    private String bootstrap;
    private ExecutorBench bench;
    private List<Executor> members;

    @BeforeEach
    void prepare(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster)
            throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", String.valueOf(CONNECTIONS_EACH * MEMBERS))
                .start();
        shop = new Sql(postgres.getPostgresDatabase());
        shop.run("CREATE TABLE effect(job text)");
        bootstrap = cluster.getBootstrapServers();
        bench = new ExecutorBench(
                bootstrap, postgres.getJdbcUrl("postgres", "postgres"), "jdbc:sqlite:" + directory.resolve("lite.db"));
        String topic = ExecutorBench.TOPICS.jobs("postgresql", Lane.FAST);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(MEMBERS)))
                    .all()
                    .get();
        }
        members = IntStream.range(0, MEMBERS)
                .mapToObj(number -> bench.another(member(number)))
                .toList();
    }

    @AfterEach
    void stop() throws IOException {
        all(Executor::stop);
        bench.close();
        postgres.close();
    }

    @Test
    void two_dozen_members_that_join_at_once_share_the_work_and_neither_lose_nor_repeat_any() throws SQLException {
        List<QueryJob> jobs = new ArrayList<>(send());
        CompletableFuture<Void> joining = CompletableFuture.runAsync(() -> all(ExecutorBench::start));
        jobs.addAll(send());
        joining.join();
        await("the group is stable and each member has its part")
                .atMost(PATIENCE)
                .until(this::parts, Collections.nCopies(MEMBERS, 1)::equals);
        jobs.addAll(send());
        EffectLoad.awaitAll(bench, jobs);

        all(Executor::stop);

        List<QueryReply> replies = bench.all(ExecutorBench.TOPICS.replies(), QueryReply.class);
        assertThat(replies)
                .extracting(QueryReply::getJobId)
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(QueryJob::getJobId).toList());
        assertThat(replies).extracting(QueryReply::getState).containsOnly(JobState.SUCCEEDED);
        assertThat(shop.value("SELECT count(*) || ' of ' || count(DISTINCT job) FROM effect"))
                .isEqualTo(jobs.size() + " of " + jobs.size());
    }

    private void all(Consumer<Executor> does) {
        List<Thread> each = members.stream()
                .map(member -> Thread.ofPlatform().start(() -> does.accept(member)))
                .toList();
        each.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    private static Map<String, String> member(int number) {
        return Map.of(
                "executor.instance", "member-" + number,
                "databases.shop.slots.fast", "2",
                "databases.shop.slots.medium", "1",
                "databases.shop.slots.slow", "1");
    }

    private List<QueryJob> send() {
        List<QueryJob> jobs = IntStream.range(0, BATCH)
                .mapToObj(i -> EffectLoad.effect(" FROM pg_sleep(0.01)"))
                .toList();
        jobs.forEach(bench::send);
        return jobs;
    }

    /** How many partitions each member has; nothing while the group is not stable. */
    private List<Integer> parts() throws Exception {
        ConsumerGroupDescription group;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            group = admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP);
        }
        return group == null || group.groupState() != GroupState.STABLE
                ? List.of()
                : group.members().stream()
                        .map(MemberDescription::assignment)
                        .map(assignment -> assignment.topicPartitions().size())
                        .toList();
    }
}
