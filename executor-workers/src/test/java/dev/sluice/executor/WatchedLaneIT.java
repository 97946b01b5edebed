package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.EventType;
import dev.sluice.message.ExecutorHeartbeat;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import dev.sluice.message.LaneSlots;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a lane, and do to it, while it works. */
@ExtendWith(KafkaClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WatchedLaneIT {
    private EmbeddedPostgres postgres;
    private Sql shop;
    /** Whoever has this connection lock the gate lets no job through. */
    private Connection keeper;

    private ExecutorBench bench;

    @BeforeAll
    void start(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        postgres = EmbeddedPostgres.start();
        shop = new Sql(postgres.getPostgresDatabase());
        keeper = postgres.getPostgresDatabase().getConnection();
        bench = new ExecutorBench(
                cluster.getBootstrapServers(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "jdbc:sqlite:" + directory.resolve("lite.db"),
                Map.of("databases.shop.slots.fast", "2"));
        bench.executor().start();
    }

    @AfterAll
    void stop() throws IOException, SQLException {
        bench.close();
        keeper.close();
        postgres.close();
    }

    @AfterEach
    void orderNothing() throws SQLException {
        openGate();
        bench.sendBytes(ExecutorBench.TOPICS.lanes(), "shop/FAST", null);
        awaitAnnounced(lane -> lane.getSlots() == 2 && !lane.getPaused());
    }

    @Test
    void slots_grow_at_once_and_shrink_as_jobs_end_and_no_running_job_is_harmed() throws SQLException {
        List<QueryJob> jobs = gated(8);
        closeGate();
        jobs.forEach(bench::send);
        awaitAtGate(2);
        order(order().setSlots(6));
        awaitAtGate(6);
        order(order().setSlots(1));
        awaitAnnounced(lane -> lane.getSlots() == 1 && lane.getBusy() == 6);
        assertThat(atGate()).isEqualTo("6");
        openGate();
        jobs.forEach(this::assertSucceeds);

        List<QueryJob> more = gated(3);
        closeGate();
        more.forEach(bench::send);
        awaitAtGate(1);
        awaitAnnounced(lane -> lane.getSlots() == 1 && lane.getBusyFraction() == 1.0);
        assertThat(atGate()).isEqualTo("1");
        openGate();
        more.forEach(this::assertSucceeds);
    }

    @Test
    void a_paused_lane_finishes_what_runs_answers_cancels_and_begins_nothing_before_it_is_resumed()
            throws SQLException {
        QueryJob running = gated(1).getFirst();
        QueryJob waiting = gated(1).getFirst();
        QueryJob cancelled = gated(1).getFirst();
        closeGate();
        bench.send(running);
        awaitAtGate(1);
        order(order().setPaused(true));
        awaitAnnounced(LaneSlots::getPaused);
        // The same partition: once the second is answered, the first has come too.
        sendToOnePartition(waiting);
        sendToOnePartition(cancelled);
        bench.command(Jobs.cancel(cancelled));
        assertThat(bench.outcome(cancelled).getState()).isEqualTo(JobState.CANCELLED);
        assertThat(atGate()).isEqualTo("1");
        openGate();
        assertThat(bench.outcome(running).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bench.outcomes(waiting.getJobId())).isEmpty();

        order(order().setPaused(true).setExpiresAt(Instant.now()));
        QueryReply afterwards = bench.outcome(waiting);

        assertThat(afterwards.getState()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void an_order_that_stands_binds_an_executor_from_its_first_job_on_and_what_it_held_goes_back_as_it_stops() {
        QueryJob held = Jobs.read("postgresql", "shop", "SELECT 1");
        QueryJob cancelled = Jobs.read("postgresql", "shop", "SELECT 2");
        order(order().setPaused(true));
        awaitAnnounced(LaneSlots::getPaused);
        bench.executor().stop();
        sendToOnePartition(held);
        sendToOnePartition(cancelled);
        bench.restart(Map.of());
        bench.command(Jobs.cancel(cancelled));
        assertThat(bench.outcome(cancelled).getState()).isEqualTo(JobState.CANCELLED);
        assertThat(bench.events(held.getJobId())).isEmpty();

        bench.restart(Map.of());

        List<JobEvent> events = Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> bench.events(held.getJobId()), found -> !found.isEmpty());
        assertThat(events).extracting(JobEvent::getType).containsExactly(EventType.RELEASED);
    }

    @Test
    void a_drained_lane_says_so_and_finishes_what_has_come() throws SQLException {
        List<QueryJob> jobs = gated(4);
        closeGate();
        jobs.forEach(bench::send);
        awaitAtGate(2);

        order(order().setDraining(true));
        awaitAnnounced(lane -> lane.getDraining() && lane.getBusy() == 2);
        openGate();
        jobs.forEach(this::assertSucceeds);
        awaitAnnounced(lane -> lane.getDraining() && lane.getBusy() == 0);
        bench.sendBytes(ExecutorBench.TOPICS.lanes(), "shop/FAST", null);

        awaitAnnounced(lane -> !lane.getDraining());
    }

    @Test
    void ordered_slots_end_with_the_order_and_the_configured_number_is_back() {
        order(order().setSlots(5));
        awaitAnnounced(lane -> lane.getSlots() == 5);

        order(order().setSlots(5).setExpiresAt(Instant.now().plusSeconds(1)));

        awaitAnnounced(lane -> lane.getSlots() == 2);
    }

    @Test
    void an_ordered_number_is_divided_among_the_executors_of_the_lane() throws SQLException {
        order(order().setSlots(6));
        awaitAnnounced(lane -> lane.getSlots() == 6);
        Executor second = bench.another("second");
        try {
            awaitAnnounced("test", lane -> lane.getSlots() == 3);
            awaitAnnounced("second", lane -> lane.getSlots() == 3);
            List<QueryJob> jobs = gated(16);
            closeGate();
            jobs.forEach(bench::send);
            awaitAtGate(6);
            openGate();
            jobs.forEach(this::assertSucceeds);
        } finally {
            second.stop();
        }

        awaitAnnounced("test", lane -> lane.getSlots() == 6);
    }

    @Test
    void the_trace_of_a_job_goes_on_to_its_outcome_and_its_events() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        QueryJob job = Jobs.read("postgresql", "shop", "SELECT 1");

        bench.send(job, trace);
        QueryReply outcome = bench.outcome(job);

        assertThat(outcome.getMetrics().getNode()).isEqualTo("test");
        assertThat(outcome.getMetrics().getAttempt()).isEqualTo(1);
        assertThat(bench.seen())
                .filteredOn(record -> record.headers().lastHeader("traceparent") != null)
                .filteredOn(record -> new String(
                                record.headers().lastHeader("traceparent").value(), StandardCharsets.US_ASCII)
                        .equals(trace))
                .extracting(ConsumerRecord::topic)
                .contains(ExecutorBench.TOPICS.replies(), ExecutorBench.TOPICS.events());
    }

    /** By its events, which also tell of a job that was given back. */
    private void assertSucceeds(QueryJob job) {
        List<JobEvent> events = Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> bench.events(job.getJobId()).stream()
                                .filter(event -> event.getType() != EventType.RUNNING)
                                .toList(),
                        found -> !found.isEmpty());
        assertThat(events).as("%s", events).extracting(JobEvent::getType).containsExactly(EventType.SUCCEEDED);
    }

    private static List<QueryJob> gated(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Jobs.read("postgresql", "shop", "SELECT pg_advisory_xact_lock_shared(42)"))
                .toList();
    }

    private void closeGate() throws SQLException {
        keeper.createStatement().execute("SELECT pg_advisory_lock(42)");
    }

    private void openGate() throws SQLException {
        keeper.createStatement().execute("SELECT pg_advisory_unlock_all()");
    }

    private String atGate() throws SQLException {
        return shop.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    }

    private void awaitAtGate(int jobs) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> atGate().equals(Integer.toString(jobs)));
    }

    private void sendToOnePartition(QueryJob job) {
        bench.sendBytes(job.getTopic(), "one", bench.messages.encode(Jobs.seal().seal(job)));
    }

    private static LaneOrder.Builder order() {
        return LaneOrder.newBuilder()
                .setDatabase("shop")
                .setLane(Lane.FAST)
                .setPrincipal("operator")
                .setReason("a test")
                .setAt(Instant.now());
    }

    private void order(LaneOrder.Builder order) {
        bench.sendBytes(ExecutorBench.TOPICS.lanes(), "shop/FAST", bench.messages.encode(order.build()));
    }

    private void awaitAnnounced(Predicate<LaneSlots> wanted) {
        awaitAnnounced("test", wanted);
    }

    /** Waits until the newest heartbeat of an executor says so. */
    private void awaitAnnounced(String instance, Predicate<LaneSlots> wanted) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> bench.all(ExecutorBench.TOPICS.heartbeats(), ExecutorHeartbeat.class).stream()
                        .filter(heartbeat -> heartbeat.getEngine().equals("postgresql")
                                && heartbeat.getInstance().equals(instance))
                        .reduce((former, newer) -> newer)
                        .stream()
                        .flatMap(heartbeat -> heartbeat.getLanes().stream())
                        .anyMatch(lane -> lane.getLane() == Lane.FAST && wanted.test(lane)));
    }
}
