package dev.sluice.dispatcher.catalog;

import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators have ordered for lanes, as long as it stands. An order for slots that the database has no connections for, with what its
 * other lanes were given before, is not obeyed. Not thread-safe.
 */
final class StandingOrders {
    private static final Logger log = LoggerFactory.getLogger(StandingOrders.class);

    private final LaneLimits limits;
    private final Consumer<String> refused;
    private final Map<LaneKey, LaneOrder> orders = new HashMap<>();
    private final Set<LaneOrder> told = new HashSet<>();

    /** {@code refused} is told of the catalogue, by name, for every order that was refused. */
    StandingOrders(LaneLimits limits, Consumer<String> refused) {
        this.limits = limits;
        this.refused = refused;
    }

    /** These are all there are; those that have ended are left out. */
    void look(Collection<LaneOrder> all, Instant now) {
        orders.clear();
        for (LaneOrder order : all) {
            if (order.getExpiresAt() == null || order.getExpiresAt().isAfter(now)) {
                orders.put(new LaneKey(order.getDatabase(), order.getLane()), order);
            }
        }
        told.retainAll(orders.values());
    }

    /** The slots of a lane: ordered, or defined where no order stands. */
    int slots(Database database, Lane lane) {
        Integer ordered = ordered(database, lane);
        return ordered == null ? limits.defined(database, lane) : ordered;
    }

    /** How many slots somebody ordered for this lane, or null if nobody did. */
    @Nullable
    Integer ordered(Database database, Lane lane) {
        LaneOrder order = orders.get(new LaneKey(database.name(), lane));
        if (order == null || !database.enabled()) {
            return null;
        }
        return order.getPaused() || order.getDraining() ? Integer.valueOf(0) : given(database, order);
    }

    private @Nullable Integer given(Database database, LaneOrder order) {
        Integer slots = order.getSlots();
        return slots != null && affordable(database, order, slots) ? Integer.valueOf(Math.max(slots, 0)) : null;
    }

    private boolean affordable(Database database, LaneOrder order, int slots) {
        int most = database.maxConnections();
        boolean affordable = most == 0 || slots + ofOthers(database, order) <= most;
        if (!affordable && told.add(order)) {
            refused.accept("lanes");
            log.atWarn()
                    .addKeyValue("database", database.name())
                    .addKeyValue("lane", order.getLane())
                    .addKeyValue("slots", slots)
                    .addKeyValue("maxConnections", most)
                    .addKeyValue("errorCode", ErrorCode.INVALID_DEFINITION)
                    .log(
                            "a standing order asks for more connections than the database has left; what is defined holds");
        }
        return affordable;
    }

    /**
     * What the other lanes have, by definition or by orders that are older: who comes first is served first. A lane that is paused or drained
     * has what it goes on with: its executors keep their connections.
     */
    private int ofOthers(Database database, LaneOrder order) {
        int sum = 0;
        for (Lane lane : database.slots().keySet()) {
            if (lane != order.getLane()) {
                LaneOrder other = orders.get(new LaneKey(database.name(), lane));
                Integer given = other != null && other.getAt().isBefore(order.getAt()) ? given(database, other) : null;
                sum += given == null ? limits.defined(database, lane) : given;
            }
        }
        return sum;
    }
}
