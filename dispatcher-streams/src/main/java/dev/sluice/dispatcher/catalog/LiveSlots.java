package dev.sluice.dispatcher.catalog;

import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.admit.Slots;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.place.Offers.Offer;
import dev.sluice.dispatcher.scale.LaneBudget;
import dev.sluice.message.ExecutorHeartbeat;
import dev.sluice.message.LaneOrder;
import dev.sluice.message.LaneSlots;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    private final Map<LaneKey, List<Offer>> offers = new HashMap<>();
    private final StandingOrders standing;
    private final Map<LaneKey, Integer> counted = new HashMap<>();

    /** {@code refused} is told of the catalogue, by name, for every standing order that was refused. */
    public LiveSlots(
            LaneLimits limits,
            Databases databases,
            ReadOnlyKeyValueStore<String, byte[]> heartbeats,
            ReadOnlyKeyValueStore<String, byte[]> orders,
            Messages messages,
            Consumer<String> refused) {
        this.limits = limits;
        this.standing = new StandingOrders(limits, refused);
        this.databases = databases;
        this.heartbeats =
                new DecodedEntries<>(ExecutorHeartbeat.class, heartbeats, messages, (instance, heartbeat) -> heartbeat);
        this.orders = new DecodedEntries<>(LaneOrder.class, orders, messages, (name, order) -> order);
    }

    /** Looks at executors, orders and definitions as they are now. */
    public void look(Instant now) {
        counted.clear();
        announced.clear();
        offers.clear();
        Map<String, ExecutorHeartbeat> all = heartbeats.look((instance, heartbeat) -> lastHeard.put(instance, now));
        all.forEach((instance, heartbeat) -> {
            boolean alive =
                    lastHeard.getOrDefault(instance, Instant.MIN).plus(SILENCE).isAfter(now);
            for (LaneSlots lane : heartbeat.getLanes()) {
                var key = new LaneKey(lane.getDatabase(), lane.getLane());
                announced.merge(key, alive ? Math.max(lane.getSlots(), 0) : 0, Integer::sum);
                if (alive && lane.getSlots() > 0 && !lane.getPartitions().isEmpty()) {
                    offers.computeIfAbsent(key, none -> new ArrayList<>())
                            .add(new Offer(lane.getSlots(), lane.getPartitions()));
                }
            }
        });
        lastHeard.keySet().retainAll(all.keySet());
        standing.look(orders.look((name, order) -> {}).values(), now);
    }

    /** What each living executor has for a lane. */
    public List<Offer> offers(LaneKey lane) {
        return offers.getOrDefault(lane, List.of());
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
        int slots = standing.slots(database, lane.lane());
        @Nullable Integer alive = announced.get(lane);
        return limits.outstanding(lane.lane(), alive == null ? slots : Math.min(slots, alive));
    }

    /** What the lane can have, whether or not executors are there for it. */
    public LaneBudget.Room room(LaneKey lane) {
        int prefetch = limits.outstanding(lane.lane(), 1);
        if (!(databases.find(lane.database()) instanceof Databases.Lookup.Found(Database database))) {
            return new LaneBudget.Room(0, false, prefetch);
        }
        boolean ordered = standing.ordered(database, lane.lane()) != null;
        return new LaneBudget.Room(standing.slots(database, lane.lane()), ordered, prefetch);
    }
}
