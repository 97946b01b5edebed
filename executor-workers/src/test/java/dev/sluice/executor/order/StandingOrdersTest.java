package dev.sluice.executor.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class StandingOrdersTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final LaneName FAST = new LaneName("shop", Lane.FAST);

    private final Messages messages = new Messages(new InMemorySchemaRegistry());
    private final StandingOrders orders = new StandingOrders(messages);

    @Test
    void the_newest_order_of_a_lane_stands_until_it_ends() {
        orders.put("shop/FAST", encoded(order().setSlots(3)));
        orders.put("shop/FAST", encoded(order().setSlots(5).setExpiresAt(NOON.plusSeconds(10))));

        assertThat(orders.of(FAST, NOON)).isEqualTo(new Ordered(false, false, OptionalInt.of(5)));
        assertThat(orders.of(FAST, NOON.plusSeconds(10))).isEqualTo(Ordered.NOTHING);
        assertThat(orders.of(new LaneName("shop", Lane.SLOW), NOON)).isEqualTo(Ordered.NOTHING);
    }

    @Test
    void a_deleted_or_illegible_order_is_none() {
        orders.put("shop/FAST", encoded(order().setPaused(true)));
        orders.put("shop/FAST", null);
        assertThat(orders.of(FAST, NOON)).isEqualTo(Ordered.NOTHING);

        orders.put("shop/FAST", encoded(order().setPaused(true)));
        orders.put("shop/FAST", new byte[] {1, 2, 3});
        assertThat(orders.of(FAST, NOON)).isEqualTo(Ordered.NOTHING);
    }

    @Test
    void a_paused_lane_holds_jobs_and_one_that_is_drained_or_without_slots_finishes_them() {
        orders.put("shop/FAST", encoded(order().setPaused(true)));
        assertThat(orders.of(FAST, NOON).held()).isTrue();

        orders.put("shop/FAST", encoded(order().setDraining(true).setSlots(0)));
        assertThat(orders.of(FAST, NOON)).isEqualTo(new Ordered(false, true, OptionalInt.empty()));

        orders.put("shop/FAST", encoded(order().setSlots(0)));
        assertThat(orders.of(FAST, NOON)).isEqualTo(Ordered.NOTHING);
    }

    private byte[] encoded(LaneOrder.Builder order) {
        return messages.encode(order.build());
    }

    private static LaneOrder.Builder order() {
        return LaneOrder.newBuilder()
                .setDatabase("shop")
                .setLane(Lane.FAST)
                .setPrincipal("operator")
                .setReason("a test")
                .setAt(NOON);
    }
}
