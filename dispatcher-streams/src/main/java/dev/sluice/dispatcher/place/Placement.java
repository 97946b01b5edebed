package dev.sluice.dispatcher.place;

import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.job.Tries;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.place.Offers.Offer;
import java.util.List;

/**
 * Puts a job with the executor that has the fewest leases for each of its slots, and there on the partition with the fewest. Leases are
 * counted by where they lie, so what an executor has follows its partitions when those move. Not thread-safe.
 */
public final class Placement {
    private final Offers offers;
    private final Schedule schedule;

    public Placement(Offers offers, Schedule schedule) {
        this.offers = offers;
        this.schedule = schedule;
    }

    /** The partition for one more job of this lane, or {@link Tries#ANYWHERE} if no executor has announced one. */
    public int next(LaneKey lane, String jobId) {
        List<Offer> all = offers.of(lane);
        int turn = jobId.hashCode();
        Offer best = null;
        double least = Double.MAX_VALUE;
        for (int at = 0; at < all.size(); at++) {
            // Among equals, not always the first: jobs that come one by one would all go to the same executor.
            Offer offer = all.get(Math.floorMod(turn + at, all.size()));
            double load = offer.slots() == 0 ? Double.MAX_VALUE : leases(lane, offer) / (double) offer.slots();
            if (load < least) {
                least = load;
                best = offer;
            }
        }
        return best == null ? Tries.ANYWHERE : emptiest(lane, best.partitions(), turn);
    }

    private int leases(LaneKey lane, Offer offer) {
        int leases = 0;
        for (int partition : offer.partitions()) {
            leases += schedule.leasesOn(lane, partition);
        }
        return leases;
    }

    private int emptiest(LaneKey lane, List<Integer> partitions, int turn) {
        int best = Tries.ANYWHERE;
        int fewest = Integer.MAX_VALUE;
        for (int at = 0; at < partitions.size() && fewest > 0; at++) {
            int partition = partitions.get(Math.floorMod(turn + at, partitions.size()));
            int leases = schedule.leasesOn(lane, partition);
            if (leases < fewest) {
                fewest = leases;
                best = partition;
            }
        }
        return best;
    }
}
