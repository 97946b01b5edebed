package dev.sluice.executor.take;

import java.util.Set;

/** The part of a jobs topic that is ours: these of so many partitions. Where nothing is ours yet, or for good, nothing is known. Thread-safe. */
public record Share(Set<Integer> own, int all) {
    static final Share UNKNOWN = new Share(Set.of(), 0);

    public Share {
        own = Set.copyOf(own);
    }

    /**
     * Our part of something that the executors of a lane divide among themselves; all of it while nothing is known. Each partition stands for
     * the same part of the whole, so that the parts of all executors add up to it. Nobody goes without: where some would have nothing,
     * which is so only where there is little for each, more is given out.
     */
    public int of(int total) {
        boolean even = all > 0 && (long) total * own.size() % all == 0;
        if (even && !own.isEmpty() && total > 0) {
            return Math.toIntExact(
                    (long) total * own.size() / all); // as it is for executors with as many partitions each
        }
        return own.isEmpty() || all == 0
                ? total
                : Math.max(
                        1,
                        own.stream()
                                .mapToInt(partition -> below(total, partition + 1) - below(total, partition))
                                .sum());
    }

    /** What the partitions before this one stand for. */
    private int below(int total, int partition) {
        return Math.toIntExact((long) total * Math.min(partition, all) / all);
    }
}
