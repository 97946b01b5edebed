package dev.sluice.dispatcher.place;

import dev.sluice.dispatcher.line.LaneKey;
import java.util.List;

/** What living executors have announced for a lane. Does not block. */
@FunctionalInterface
public interface Offers {
    List<Offer> of(LaneKey lane);

    /** The slots of one executor, and the partitions of the lane's jobs topic that are its own; never empty. */
    record Offer(int slots, List<Integer> partitions) {
        public Offer {
            partitions = List.copyOf(partitions);
        }
    }
}
