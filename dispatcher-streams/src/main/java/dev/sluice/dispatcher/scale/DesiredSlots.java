package dev.sluice.dispatcher.scale;

import dev.sluice.dispatcher.admit.Schedule.Work;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The slots that one lane should have. More work raises the number at once; it falls to the highest that was needed within the calm time,
 * as the stabilisation window of Kubernetes' horizontal autoscaler does it. The needs of that time are kept as a queue that only falls,
 * so a look costs O(1) on average. Not thread-safe.
 */
final class DesiredSlots {
    private final ScaleRules rules;
    private final Deque<Need> needs = new ArrayDeque<>();

    DesiredSlots(ScaleRules rules) {
        this.rules = rules;
    }

    private record Need(int slots, Instant at) {}

    /**
     * After a look at the work.
     *
     * @param prefetch leases that one slot stands for
     * @param most slots that the lane can have
     */
    int look(Work work, int prefetch, int most, Instant now) {
        double waiting = work.waitingMillis() / rules.drainIn().toMillis();
        double running = work.leased() / (double) Math.max(1, prefetch);
        int needed = (int) Math.min(Math.ceil(waiting + running), Integer.MAX_VALUE);
        while (!needs.isEmpty() && needs.getLast().slots() <= needed) {
            needs.removeLast();
        }
        needs.addLast(new Need(needed, now));
        // The last one is of now and stays.
        while (needs.getFirst().at().isBefore(now.minus(rules.calm()))) {
            needs.removeFirst();
        }
        return Math.min(Math.max(needs.getFirst().slots(), rules.least()), most);
    }
}
