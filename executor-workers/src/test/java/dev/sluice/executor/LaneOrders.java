package dev.sluice.executor;

import dev.sluice.message.ExecutorHeartbeat;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import dev.sluice.message.LaneSlots;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Orders the fast lane of database shop about, and hears what executors announce of their fast lanes. */
record LaneOrders(ExecutorBench bench) {
    static LaneOrder.Builder fast() {
        return LaneOrder.newBuilder()
                .setDatabase("shop")
                .setLane(Lane.FAST)
                .setPrincipal("operator")
                .setReason("a test")
                .setAt(Instant.now());
    }

    void order(LaneOrder.Builder order) {
        bench.sendBytes(ExecutorBench.TOPICS.lanes(), "shop/FAST", bench.messages.encode(order.build()));
    }

    void orderNothing() {
        bench.sendBytes(ExecutorBench.TOPICS.lanes(), "shop/FAST", null);
    }

    void awaitAnnounced(Predicate<LaneSlots> wanted) {
        awaitAnnounced("test", wanted);
    }

    void awaitAnnounced(String instance, Predicate<LaneSlots> wanted) {
        awaitAnnounced("postgresql", instance, wanted);
    }

    /** Waits until the newest heartbeat of an executor says so. */
    void awaitAnnounced(String engine, String instance, Predicate<LaneSlots> wanted) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> bench.all(ExecutorBench.TOPICS.heartbeats(), ExecutorHeartbeat.class).stream()
                        .filter(heartbeat -> heartbeat.getEngine().equals(engine)
                                && heartbeat.getInstance().equals(instance))
                        .reduce((former, newer) -> newer)
                        .stream()
                        .flatMap(heartbeat -> heartbeat.getLanes().stream())
                        .anyMatch(lane -> lane.getLane() == Lane.FAST && wanted.test(lane)));
    }
}
