package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.executor.TcpProxy.Network;
import dev.sluice.executor.publish.PlainProducer;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FAULTS F1 19, 28, 29 and 30: the network between executors and their broker breaks, with a session of seconds instead of 45. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("fault")
final class BrokerNetworkIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int READ_LOCK = 7;
    private static final int WRITE_LOCK = 8;
    private static final int BACKLOG = 100;
    private static final int LOSSY_JOBS = 500;
    private static final Duration LONG = Duration.ofMinutes(9);

    private EmbeddedPostgres postgres;
    private BrokerBehindProxies broker;
    private Sql shop;
    private ExecutorBench bench;
    private Executor first;
    private Executor second;

    @BeforeAll
    void startServers(@TempDir Path directory) throws Exception {
        postgres = EmbeddedPostgres.start();
        shop = new Sql(postgres.getPostgresDatabase());
        shop.run("CREATE TABLE effect(job text)");
        broker = BrokerBehindProxies.start(
                directory.resolve("kafka"),
                Map.of(
                        "group.consumer.heartbeat.interval.ms", "500",
                        "group.consumer.min.heartbeat.interval.ms", "500",
                        "group.consumer.session.timeout.ms", "6000",
                        "group.consumer.min.session.timeout.ms", "6000"));
        bench = new ExecutorBench(
                broker.direct(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "jdbc:sqlite:" + directory.resolve("lite.db"));
    }

    @BeforeEach
    void start() {
        first = bench.another(reaching("first", broker.one()));
        second = bench.another(reaching("second", broker.other()));
        ExecutorBench.start(first);
    }

    @AfterEach
    void stop() {
        broker.one().becomes(Network.WELL);
        broker.other().becomes(Network.WELL);
        first.stop();
        second.stop();
    }

    @AfterAll
    void stopServers() throws Exception {
        bench.close();
        broker.close();
        postgres.close();
    }

    private static Map<String, String> reaching(String instance, TcpProxy proxy) {
        return Map.of(
                "executor.instance",
                instance,
                "executor.maxStarts",
                "50", // a job that is in hand at every cut is no poison here
                "kafka.client.bootstrap.servers",
                BrokerBehindProxies.through(proxy));
    }

    /** FAULTS 19 (nothing passes) and 29 (nothing passes one way). */
    @ParameterizedTest
    @EnumSource(names = {"CUT", "DEAF", "MUTE"})
    void an_executor_that_is_cut_off_stops_its_reads_and_leaves_its_writes_to_the_ledger(Network broken)
            throws Exception {
        QueryJob read = patient(Jobs.read("postgresql", "shop", "SELECT pg_advisory_lock_shared(" + READ_LOCK + ")"));
        QueryJob write = patient(EffectLoad.effect(" FROM pg_advisory_xact_lock_shared(" + WRITE_LOCK + ")"));
        try (Connection holder = postgres.getPostgresDatabase().getConnection();
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + READ_LOCK + "), pg_advisory_lock(" + WRITE_LOCK + ")");
            bench.send(read);
            bench.send(write);
            awaiting("both run").until(() -> waiting(READ_LOCK) == 1 && waiting(WRITE_LOCK) == 1);
            broker.one().becomes(broken);
            assertOnlyTheReadIsStopped();
            ExecutorBench.start(second);
            awaiting("another executor has the read").until(() -> waiting(READ_LOCK) == 1);
        }
        List<QueryReply> outcomes = List.of(bench.outcome(read), bench.outcome(write));
        broker.one().becomes(Network.WELL);
        awaiting("the first works again").until(() -> first.check() instanceof Health.Up);
        second.stop();
        QueryJob after = EffectLoad.effect("");
        bench.run(after);

        assertThat(outcomes).extracting(QueryReply::getState).containsOnly(JobState.SUCCEEDED);
        assertThat(outcomes.getLast().getFromLedger()).isTrue();
        assertBalanced(List.of(write, after));
        assertThat(bench.outcomes(read.getJobId())).hasSize(1);
    }

    /** By their own executor: there is no other so far. */
    private void assertOnlyTheReadIsStopped() throws SQLException {
        awaiting("the read is stopped").until(() -> waiting(READ_LOCK) == 0);
        assertThat(first.check()).isInstanceOf(Health.Degraded.class);
        assertThat(waiting(WRITE_LOCK)).as("the write goes on").isEqualTo(1);
    }

    /** FAULTS 30. */
    @Test
    void connections_that_lead_nowhere_are_noticed_and_replaced() throws SQLException {
        QueryJob before = EffectLoad.effect("");
        bench.run(before);
        broker.one().forgetOpen();

        QueryJob after = EffectLoad.effect("");
        bench.run(after);

        awaiting("all is well").until(() -> first.check() instanceof Health.Up);
        assertBalanced(List.of(before, after));
    }

    @Test
    void a_reply_topic_is_not_taken_for_missing_while_nobody_answers() {
        PlainProducer asking = new PlainProducer(
                "asking",
                new KafkaConnection(Map.of("bootstrap.servers", BrokerBehindProxies.through(broker.one()))),
                new SimpleMeterRegistry());
        asking.start();
        try {
            broker.one().becomes(Network.CUT);
            assertThatThrownBy(() -> asking.knows(ExecutorBench.TOPICS.replies()))
                    .isInstanceOf(TimeoutException.class);
            broker.one().becomes(Network.WELL);

            assertThat(asking.knows(ExecutorBench.TOPICS.replies())).isTrue();
            assertThat(asking.knows("sluice.replies.none")).isFalse();
        } finally {
            asking.close();
        }
    }

    /** FAULTS 28, as it looks from above TCP: what gets lost comes late. */
    @Test
    void a_network_that_loses_one_packet_of_twenty_slows_jobs_down_and_does_no_more() throws SQLException {
        ExecutorBench.start(second);
        broker.one().becomes(Network.LOSSY);
        broker.other().becomes(Network.LOSSY);
        EffectLoad load = new EffectLoad(bench);

        awaitMore(LOSSY_JOBS);

        assertBalanced(load.stop());
    }

    /** FAULTS 19, 29 and 30, at whatever moment of whatever job. */
    @Test
    void cuts_at_random_under_load_lose_nothing_and_repeat_nothing() throws SQLException {
        Random random = new Random(19);
        ExecutorBench.start(second);
        EffectLoad load = new EffectLoad(bench);
        for (Network broken : List.of(Network.CUT, Network.DEAF, Network.MUTE, Network.CUT, Network.DEAF)) {
            TcpProxy unlucky = random.nextBoolean() ? broker.one() : broker.other();
            awaitMore(random.nextInt(BACKLOG));
            unlucky.becomes(broken);
            awaitMore(2 * BACKLOG);
            unlucky.becomes(Network.WELL);
            awaitMore(random.nextInt(BACKLOG));
            unlucky.forgetOpen();
            awaitMore(BACKLOG);
        }

        assertBalanced(load.stop());
        awaiting("both work").until(() -> first.check() instanceof Health.Up && second.check() instanceof Health.Up);
    }

    private void awaitMore(int outcomes) {
        int enough = bench.count(ExecutorBench.TOPICS.replies()) + outcomes;
        awaiting("outcomes")
                .pollInterval(Duration.ofMillis(20))
                .until(() -> bench.count(ExecutorBench.TOPICS.replies()) >= enough);
    }

    private static QueryJob patient(QueryJob job) {
        return QueryJob.newBuilder(job).setTimeoutMillis(LONG.toMillis()).build();
    }

    private int waiting(int lock) throws SQLException {
        return Integer.parseInt(shop.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'"
                + " AND query LIKE '%_shared(" + lock + ")%'"));
    }

    private void assertBalanced(List<QueryJob> writes) throws SQLException {
        EffectLoad.assertBalanced(bench, shop, writes);
    }

    private static ConditionFactory awaiting(String what) {
        return await(what).atMost(PATIENCE);
    }
}
