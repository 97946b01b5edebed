package dev.sluice.executor.take;

/** The part of a jobs topic that is ours: so many of all its partitions. Where nothing is ours yet, or for good, nothing is known. */
public record Share(int own, int all) {
    static final Share UNKNOWN = new Share(0, 0);

    /** Our part of something that the executors of a lane divide among themselves, rounded up; all of it while nothing is known. */
    public int of(int total) {
        return own == 0 || all == 0 ? total : Math.ceilDiv(total * Math.min(own, all), all);
    }
}
