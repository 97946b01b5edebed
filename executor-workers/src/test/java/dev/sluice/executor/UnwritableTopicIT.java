package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.runtime.service.Health;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An access rule of the broker is taken away from under a running executor, and given back. */
@ExtendWith(KafkaClusterExtension.class)
@Tag("fault")
final class UnwritableTopicIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private EmbeddedPostgres postgres;
    private Sql shop;
    private ExecutorBench bench;
    private String bootstrap;

    @BeforeEach
    void start(
            @BrokerConfig(
                            name = "authorizer.class.name",
                            value = "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                    @BrokerConfig(name = "allow.everyone.if.no.acl.found", value = "true")
                    @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster)
            throws Exception {
        postgres = EmbeddedPostgres.start();
        shop = new Sql(postgres.getPostgresDatabase());
        shop.run("CREATE TABLE effect(job text)");
        bench = new ExecutorBench(
                cluster.getBootstrapServers(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "jdbc:sqlite:" + directory.resolve("lite.db"));
        bootstrap = cluster.getBootstrapServers();
        bench.executor().start();
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
        postgres.close();
    }

    /** FAULTS 16. */
    @Test
    void a_reply_that_cannot_be_written_is_sent_again_from_the_ledger_and_its_job_not_run_again() throws Exception {
        QueryJob job = Jobs.write(
                "postgresql", "shop", Jobs.statement(StatementKind.INSERT, "INSERT INTO effect VALUES ('once')"));
        forbid(ExecutorBench.TOPICS.replies());
        bench.send(job);
        await().atMost(PATIENCE)
                .until(() -> shop.value("SELECT count(*) FROM effect").equals("1"));
        awaitDegraded();

        bench.restart(Map.of());
        awaitDegraded();
        assertThat(bench.outcomes(job.getJobId())).isEmpty();
        allow(ExecutorBench.TOPICS.replies());
        QueryReply outcome = bench.outcome(job);

        assertThat(outcome.getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(outcome.getFromLedger()).isTrue();
        assertThat(shop.value("SELECT count(*) FROM effect")).isEqualTo("1");
        await().atMost(PATIENCE).until(() -> bench.executor().check() instanceof Health.Up);
        assertThat(bench.outcomes(job.getJobId())).hasSize(1);
    }

    /** FAULTS 17. */
    @Test
    void a_dead_letter_that_cannot_be_written_is_kept_and_holds_up_nobody() throws Exception {
        forbid(ExecutorBench.TOPICS.deadLetters());
        QueryJob forged = Jobs.read("postgresql", "shop", "SELECT 1");
        bench.sendAsIs(forged);
        awaitDegraded();
        assertThat(bench.run(Jobs.read("postgresql", "shop", "SELECT 2")).getState())
                .isEqualTo(JobState.SUCCEEDED);
        assertThat(bench.executor().check())
                .as("others are answered, the letter still waits")
                .isInstanceOf(Health.Degraded.class);

        bench.restart(Map.of());
        awaitDegraded();
        assertThat(letters()).isEmpty();
        allow(ExecutorBench.TOPICS.deadLetters());
        await().atMost(PATIENCE)
                .until(() -> bench.executor().check() instanceof Health.Up
                        && !letters().isEmpty());

        assertThat(letters()).extracting(letter -> letter.getError().getCode()).containsExactly(ErrorCode.UNSEALED);
    }

    @Test
    void what_should_go_to_a_topic_that_is_gone_meanwhile_goes_to_the_common_one() throws Exception {
        String extra = ExecutorBench.TOPICS.replies() + ".extra";
        QueryJob job = Jobs.job(
                        "postgresql",
                        "shop",
                        StatementClass.READ,
                        List.of(Jobs.statement(StatementKind.SELECT, "SELECT pg_sleep(3)")))
                .setReplyTo(extra)
                .build();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(extra, 1, (short) 1))).all().get();
            bench.send(job);
            await().atMost(PATIENCE)
                    .until(() -> shop.value("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                    + " AND query LIKE '%pg_sleep(3)%' AND pid <> pg_backend_pid()")
                            .equals("1"));
            admin.deleteTopics(List.of(extra)).all().get();
        }

        assertThat(bench.outcome(job).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bench.run(Jobs.read("postgresql", "shop", "SELECT 2")).getState())
                .isEqualTo(JobState.SUCCEEDED);
        await().atMost(PATIENCE).until(() -> bench.executor().check() instanceof Health.Up);
    }

    @Test
    void a_topic_of_dead_letters_that_is_gone_keeps_them_and_holds_up_nobody_for_good() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(List.of(ExecutorBench.TOPICS.deadLetters()))
                    .all()
                    .get();
        }
        bench.sendAsIs(Jobs.read("postgresql", "shop", "SELECT 1"));
        awaitDegraded();

        for (int job = 0; job < 3; job++) {
            assertThat(bench.run(Jobs.read("postgresql", "shop", "SELECT 2")).getState())
                    .isEqualTo(JobState.SUCCEEDED);
        }
        assertThat(bench.executor().check()).isInstanceOf(Health.Degraded.class);
    }

    @Test
    void a_lane_whose_group_is_forbidden_for_a_while_goes_on_by_itself() throws Exception {
        bench.run(Jobs.read("postgresql", "shop", "SELECT 1"));
        String group = ExecutorBench.TOPICS.prefix() + ".executors.postgresql.fast";
        AclBinding denial = rule(ResourceType.GROUP, group, AclOperation.READ, AclPermissionType.DENY);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createAcls(
                            List.of(rule(ResourceType.GROUP, group, AclOperation.ALL, AclPermissionType.ALLOW), denial))
                    .all()
                    .get();
            awaitDegraded();
            admin.deleteAcls(List.of(denial.toFilter())).all().get();
        }

        assertThat(bench.run(Jobs.read("postgresql", "shop", "SELECT 2")).getState())
                .isEqualTo(JobState.SUCCEEDED);
        await().atMost(PATIENCE).until(() -> bench.executor().check() instanceof Health.Up);
    }

    private List<DeadLetter> letters() {
        return bench.all(ExecutorBench.TOPICS.deadLetters(), DeadLetter.class);
    }

    private void awaitDegraded() {
        await().atMost(PATIENCE).until(() -> bench.executor().check() instanceof Health.Degraded);
    }

    /** A topic with any rule is closed to whoever has none, so reading it gets one as well. */
    private void forbid(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createAcls(List.of(
                            rule(topic, AclOperation.ALL, AclPermissionType.ALLOW),
                            rule(topic, AclOperation.WRITE, AclPermissionType.DENY)))
                    .all()
                    .get();
        }
    }

    private void allow(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteAcls(List.of(rule(topic, AclOperation.WRITE, AclPermissionType.DENY)
                            .toFilter()))
                    .all()
                    .get();
        }
    }

    private static AclBinding rule(String topic, AclOperation operation, AclPermissionType permission) {
        return rule(ResourceType.TOPIC, topic, operation, permission);
    }

    private static AclBinding rule(
            ResourceType type, String name, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
    }
}
