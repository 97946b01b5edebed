package dev.sluice.executor.order;

import dev.sluice.message.LaneOrder;
import java.util.OptionalInt;

/**
 * What an operator wants of a lane now.
 *
 * @param held whether jobs that have come and are not begun wait
 * @param draining whether nothing more is to come. A lane that is drained holds nothing: what has come is finished
 * @param slots jobs of the lane that may run at once over all executors; empty for as many as are configured
 */
public record Ordered(boolean held, boolean draining, OptionalInt slots) {
    /** As many as may be configured. */
    private static final int MOST = 1_000;

    public static final Ordered NOTHING = new Ordered(false, false, OptionalInt.empty());

    static Ordered of(LaneOrder order) {
        Integer slots = order.getSlots();
        // Without any slot the dispatcher admits nothing; what it has sent before is finished.
        OptionalInt some = slots == null || slots < 1 ? OptionalInt.empty() : OptionalInt.of(Math.min(slots, MOST));
        return new Ordered(order.getPaused(), order.getDraining(), some);
    }
}
