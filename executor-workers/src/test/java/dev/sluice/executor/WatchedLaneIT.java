package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.LaneSlots;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementKind;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private Gate gate;
    private ExecutorBench bench;
    private LaneOrders lanes;

    @BeforeAll
    void start(
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "500")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster,
            @TempDir Path directory)
            throws Exception {
        postgres = EmbeddedPostgres.start();
        gate = new Gate(postgres.getPostgresDatabase());
        bench = new ExecutorBench(
                cluster.getBootstrapServers(),
                postgres.getJdbcUrl("postgres", "postgres"),
                "jdbc:sqlite:" + directory.resolve("lite.db"),
                Map.of("databases.shop.slots.fast", "2"));
        lanes = new LaneOrders(bench);
        bench.executor().start();
    }

    @AfterAll
    void stop() throws IOException, SQLException {
        bench.close();
        gate.release();
        postgres.close();
    }

    @AfterEach
    void orderNothing() throws SQLException {
        gate.open();
        lanes.orderNothing();
        lanes.awaitAnnounced(lane -> lane.getSlots() == 2 && !lane.getPaused());
    }

    @Test
    void slots_grow_at_once_and_shrink_as_jobs_end_and_no_running_job_is_harmed() throws SQLException {
        List<QueryJob> jobs = gated(8);
        gate.close();
        jobs.forEach(bench::send);
        gate.await(2);
        lanes.order(LaneOrders.fast().setSlots(6));
        gate.await(6);
        lanes.order(LaneOrders.fast().setSlots(1));
        lanes.awaitAnnounced(lane -> lane.getSlots() == 1 && lane.getBusy() == 6);
        assertThat(gate.waiting()).isEqualTo(6);
        gate.open();
        jobs.forEach(this::assertSucceeds);

        List<QueryJob> more = gated(3);
        gate.close();
        more.forEach(bench::send);
        gate.await(1);
        lanes.awaitAnnounced(lane -> lane.getSlots() == 1 && lane.getBusyFraction() == 1.0);
        assertThat(gate.waiting()).isEqualTo(1);
        gate.open();
        more.forEach(this::assertSucceeds);
    }

    @Test
    void a_paused_lane_finishes_what_runs_answers_cancels_and_begins_nothing_before_it_is_resumed()
            throws SQLException {
        QueryJob running = gated(1).getFirst();
        QueryJob waiting = gated(1).getFirst();
        QueryJob cancelled = gated(1).getFirst();
        gate.close();
        bench.send(running);
        gate.await(1);
        lanes.order(LaneOrders.fast().setPaused(true));
        lanes.awaitAnnounced(LaneSlots::getPaused);
        // The same partition: once the second is answered, the first has come too.
        sendToOnePartition(waiting);
        sendToOnePartition(cancelled);
        bench.command(Jobs.cancel(cancelled));
        assertThat(bench.outcome(cancelled).getState()).isEqualTo(JobState.CANCELLED);
        assertThat(gate.waiting()).isEqualTo(1);
        gate.open();
        assertThat(bench.outcome(running).getState()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bench.outcomes(waiting.getJobId())).isEmpty();

        lanes.order(LaneOrders.fast().setPaused(true).setExpiresAt(Instant.now()));
        QueryReply afterwards = bench.outcome(waiting);

        assertThat(afterwards.getState()).isEqualTo(JobState.SUCCEEDED);
    }

    /** What waited through a restart may have run before, so that its start has to be committed: not before it has a slot. */
    @Test
    void a_pause_holds_what_waited_for_a_slot_since_a_restart_and_its_wait_is_told() throws SQLException {
        bench.executor().stop();
        gate.close();
        List<QueryJob> running = gated(2);
        List<QueryJob> waiting = Stream.generate(() -> Jobs.read("postgresql", "shop", "SELECT 1"))
                .limit(5)
                .toList();
        running.forEach(this::sendToOnePartition);
        waiting.forEach(this::sendToOnePartition);
        bench.restart(Map.of());
        gate.await(2);

        lanes.order(LaneOrders.fast().setPaused(true));
        lanes.awaitAnnounced(LaneSlots::getPaused);
        gate.open();
        running.forEach(this::assertSucceeds);
        lanes.awaitAnnounced(lane -> lane.getPaused() && lane.getBusy() == 0);
        assertThat(waiting).allMatch(job -> bench.events(job.getJobId()).isEmpty());
        Instant resumed = Instant.now();
        lanes.orderNothing();

        for (QueryJob job : waiting) {
            long wait = bench.outcome(job).getMetrics().getWaitMillis();
            assertThat(wait)
                    .isGreaterThanOrEqualTo(
                            Duration.between(job.getAdmittedAt(), resumed).toMillis());
        }
    }

    @Test
    void a_write_on_an_engine_of_one_writer_is_announced_as_busy() {
        QueryJob write = Jobs.write(
                "sqlite",
                "lite",
                Jobs.statement(
                        StatementKind.INSERT,
                        "INSERT INTO busy WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"));
        bench.run(Jobs.write("sqlite", "lite", Jobs.statement(StatementKind.CREATE_TABLE, "CREATE TABLE busy(n)")));

        bench.send(write);
        lanes.awaitAnnounced("sqlite", "test", lane -> lane.getBusy() == 1);
        bench.command(Jobs.cancel(write));

        assertThat(bench.outcome(write).getState()).isEqualTo(JobState.CANCELLED);
        lanes.awaitAnnounced("sqlite", "test", lane -> lane.getBusy() == 0);
    }

    @Test
    void an_order_that_stands_binds_an_executor_from_its_first_job_on_and_what_it_held_goes_back_as_it_stops() {
        QueryJob held = Jobs.read("postgresql", "shop", "SELECT 1");
        QueryJob cancelled = Jobs.read("postgresql", "shop", "SELECT 2");
        lanes.order(LaneOrders.fast().setPaused(true));
        lanes.awaitAnnounced(LaneSlots::getPaused);
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
        gate.close();
        jobs.forEach(bench::send);
        gate.await(2);

        lanes.order(LaneOrders.fast().setDraining(true));
        lanes.awaitAnnounced(lane -> lane.getDraining() && lane.getBusy() == 2);
        gate.open();
        jobs.forEach(this::assertSucceeds);
        lanes.awaitAnnounced(lane -> lane.getDraining() && lane.getBusy() == 0);
        lanes.orderNothing();

        lanes.awaitAnnounced(lane -> !lane.getDraining());
    }

    @Test
    void ordered_slots_end_with_the_order_and_the_configured_number_is_back() {
        lanes.order(LaneOrders.fast().setSlots(5));
        lanes.awaitAnnounced(lane -> lane.getSlots() == 5);

        lanes.order(LaneOrders.fast().setSlots(5).setExpiresAt(Instant.now().plusSeconds(1)));

        lanes.awaitAnnounced(lane -> lane.getSlots() == 2);
    }

    @Test
    void an_ordered_number_is_divided_among_the_executors_of_the_lane() throws SQLException {
        lanes.order(LaneOrders.fast().setSlots(6));
        lanes.awaitAnnounced(lane -> lane.getSlots() == 6);
        Executor second = bench.another("second");
        try {
            lanes.awaitAnnounced("test", lane -> lane.getSlots() == 3);
            lanes.awaitAnnounced("second", lane -> lane.getSlots() == 3);
            List<QueryJob> jobs = gated(16);
            gate.close();
            jobs.forEach(bench::send);
            gate.await(6);
            gate.open();
            jobs.forEach(this::assertSucceeds);
        } finally {
            second.stop();
        }

        lanes.awaitAnnounced("test", lane -> lane.getSlots() == 6);
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
                .mapToObj(i -> Jobs.read("postgresql", "shop", Gate.SHARED))
                .toList();
    }

    private void sendToOnePartition(QueryJob job) {
        bench.sendBytes(job.getTopic(), "one", bench.messages.encode(Jobs.seal().seal(job)));
    }
}
