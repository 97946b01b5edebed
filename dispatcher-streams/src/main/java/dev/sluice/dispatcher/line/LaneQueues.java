package dev.sluice.dispatcher.line;

import dev.sluice.message.Lane;
import java.util.EnumMap;
import java.util.Map;

/** The lanes of one database, each with its queue. Not thread-safe. */
public final class LaneQueues {
    private final BandWeights weights;
    private final Held held;
    private final Map<Lane, LaneQueue> queues = new EnumMap<>(Lane.class);

    public LaneQueues(BandWeights weights, Held held) {
        this.weights = weights;
        this.held = held;
    }

    public LaneQueue of(Lane lane) {
        LaneQueue queue = queues.get(lane);
        if (queue == null) {
            queue = new LaneQueue(weights, held);
            queues.put(lane, queue);
        }
        return queue;
    }

    /** Who is held has changed for the tenant and principal of this job. */
    public void reseat(Scheduled job) {
        queues.values().forEach(queue -> queue.reseat(job));
    }

    /** Looks again at everybody who was held, because limits may have been raised. */
    public void reconsider() {
        held.forgetAll().forEach(tenant -> queues.values().forEach(queue -> queue.reseat(tenant)));
    }
}
