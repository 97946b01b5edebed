package dev.sluice.dispatcher.catalog;

import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.admit.Slots;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.message.ExecutorHeartbeat;
import dev.sluice.message.LaneOrder;
import dev.sluice.message.LaneSlots;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs of each lane may be outstanding: what the definition of the database says or a standing order instead, but not more
 * than executors that are alive have announced. Where none ever announced anything the definition alone counts. An executor is alive
 * until it has been silent for a while by our clock, so that its own clock does not matter. Not thread-safe.
 */
public final class LiveSlots implements Slots {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final LaneLimits limits;
    private final Databases databases;
    private final DecodedEntries<ExecutorHeartbeat, ExecutorHeartbeat> heartbeats;
    private final DecodedEntries<LaneOrder, LaneOrder> orders;
    private final Map<String, Instant> lastHeard = new HashMap<>();
    private final Map<LaneKey, Integer> announced = new HashMap<>();
    private final Map<LaneKey, LaneOrder> standing = new HashMap<>();
    private final Map<LaneKey, Integer> counted = new HashMap<>();

    public LiveSlots(
            LaneLimits limits,
            Databases databases,
            ReadOnlyKeyValueStore<String, byte[]> heartbeats,
            ReadOnlyKeyValueStore<String, byte[]> orders,
            Messages messages) {
        this.limits = limits;
        this.databases = databases;
        this.heartbeats =
                new DecodedEntries<>(ExecutorHeartbeat.class, heartbeats, messages, (instance, heartbeat) -> heartbeat);
        this.orders = new DecodedEntries<>(LaneOrder.class, orders, messages, (name, order) -> order);
    }

    /** Looks at executors, orders and definitions as they are now. */
    public void look(Instant now) {
        counted.clear();
        announced.clear();
        standing.clear();
        Map<String, ExecutorHeartbeat> all = heartbeats.look((instance, heartbeat) -> lastHeard.put(instance, now));
        all.forEach((instance, heartbeat) -> {
            boolean alive =
                    lastHeard.getOrDefault(instance, Instant.MIN).plus(SILENCE).isAfter(now);
            for (LaneSlots lane : heartbeat.getLanes()) {
                var key = new LaneKey(lane.getDatabase(), lane.getLane());
                announced.merge(key, alive ? Math.max(lane.getSlots(), 0) : 0, Integer::sum);
            }
        });
        lastHeard.keySet().retainAll(all.keySet());
        orders.look((name, order) -> {}).values().stream()
                .filter(order ->
                        order.getExpiresAt() == null || order.getExpiresAt().isAfter(now))
                .forEach(order -> standing.put(new LaneKey(order.getDatabase(), order.getLane()), order));
    }

    @Override
    public int of(LaneKey lane) {
        return counted.computeIfAbsent(lane, this::count);
    }

    private int count(LaneKey lane) {
        if (!(databases.find(lane.database()) instanceof Databases.Lookup.Found(Database database))) {
            // Whose definition is gone or cannot be read: its jobs get their answer when their turn comes.
            return 1;
        }
        int slots = limits.defined(database, lane.lane());
        LaneOrder order = standing.get(lane);
        if (order != null) {
            slots = database.enabled() ? ordered(order, slots) : 0;
        }
        @Nullable Integer alive = announced.get(lane);
        return limits.outstanding(lane.lane(), alive == null ? slots : Math.min(slots, alive));
    }

    private static int ordered(LaneOrder order, int defined) {
        if (order.getPaused() || order.getDraining()) {
            return 0;
        }
        Integer slots = order.getSlots();
        return slots == null ? defined : Math.max(slots, 0);
    }
}
