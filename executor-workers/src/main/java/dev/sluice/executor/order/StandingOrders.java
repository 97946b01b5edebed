package dev.sluice.executor.order;

import dev.sluice.message.LaneOrder;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest order under each key of the catalogue, each for as long as it stands. What cannot be read yet, because the registry is
 * down, leaves the order before it in force and is read at a later look. Not thread-safe.
 */
public final class StandingOrders {
    private static final Logger log = LoggerFactory.getLogger(StandingOrders.class);

    private final Messages messages;
    private final Map<String, byte[]> unread = new HashMap<>();
    private final Map<String, LaneOrder> orders = new HashMap<>();

    StandingOrders(Messages messages) {
        this.messages = messages;
    }

    /** What stands under a key from now on; null if nothing does. */
    void put(String key, byte @Nullable [] order) {
        if (order == null) {
            unread.remove(key);
            orders.remove(key);
        } else {
            unread.put(key, order);
            read(key, order);
        }
    }

    /** Tries what could not be read before. */
    void readAgain() {
        Map.copyOf(unread).forEach(this::read);
    }

    /** Whether there is an order that cannot be read so far. */
    boolean anyUnread() {
        return !unread.isEmpty();
    }

    /** What is ordered for this lane now. */
    public Ordered of(LaneName lane, Instant now) {
        Ordered ordered = Ordered.NOTHING;
        for (LaneOrder order : orders.values()) {
            boolean stands =
                    order.getExpiresAt() == null || order.getExpiresAt().isAfter(now);
            if (stands && lane.equals(new LaneName(order.getDatabase(), order.getLane()))) {
                ordered = Ordered.of(order);
            }
        }
        return ordered;
    }

    private void read(String key, byte[] order) {
        switch (messages.decode(LaneOrder.class, order)) {
            case Decoded.Message<LaneOrder>(LaneOrder legible) -> {
                unread.remove(key);
                orders.put(key, legible);
            }
            case Decoded.Undecodable<LaneOrder>(var error) -> {
                unread.remove(key);
                orders.remove(key);
                log.atWarn()
                        .addKeyValue("key", key)
                        .addKeyValue("errorCode", error.getCode())
                        .log("An order for a lane cannot be read; what is configured holds");
            }
            case Decoded.RegistryDown<LaneOrder>(String reason) ->
                log.atDebug().addKeyValue("reason", reason).log("An order for a lane cannot be read yet");
        }
    }
}
