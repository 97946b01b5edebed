package dev.sluice.dispatcher.stream;

/**
 * When a task asks for a commit before its thread commits anyway: at each tick while little comes, so that nobody waits; never under load,
 * where a commit for each few records would cost more than the records, here, at the broker and at everybody who reads what they say.
 *
 * <p>Pure, not thread-safe: one for a task. The load is a moving average over some twenty ticks.
 */
final class CommitPace {
    private static final double WEIGHT_OF_LAST = 0.05;

    private final double few;
    private double usual;
    private int sinceTick;
    private boolean open;

    /** @param few records between two ticks that still are little */
    CommitPace(double few) {
        this.few = few;
    }

    /** A record was read. */
    void read() {
        sinceTick++;
        open = true;
    }

    /** The time between two ticks is over: answers whether to commit now. */
    boolean tick() {
        usual += WEIGHT_OF_LAST * (sinceTick - usual);
        sinceTick = 0;
        boolean now = open && usual <= few;
        open = open && !now;
        return now;
    }
}
