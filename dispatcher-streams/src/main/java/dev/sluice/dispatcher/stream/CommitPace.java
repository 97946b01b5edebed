package dev.sluice.dispatcher.stream;

/**
 * When a task asks for a commit before its thread commits anyway: at each tick while little comes, so that nobody waits; never under load,
 * where a commit for each few records would cost more than the records, here, at the broker and at everybody who reads what they say.
 *
 * <p>Pure, not thread-safe: one for a task. The load is a moving average over the last {@value #MEMORY_MILLIS} ms or so.
 */
final class CommitPace {
    private static final double MEMORY_MILLIS = 100;

    private final double few;
    private final long intervalMillis;
    private double perMilli;
    private int sinceTick;
    private long lastTick;
    private boolean open;

    /**
     * @param few records in a millisecond that still are little
     * @param intervalMillis from tick to tick
     */
    CommitPace(double few, long intervalMillis) {
        this.few = few;
        this.intervalMillis = intervalMillis;
    }

    /** A record was read. */
    void read() {
        sinceTick++;
        open = true;
    }

    /**
     * It is time for a commit if that is cheap: answers whether. A tick that comes late comes after a commit, or after other work as long:
     * where commits are slow, one right after the other would be all that the thread does.
     */
    boolean tick(long millis) {
        double passed = Math.max(1, millis - lastTick);
        perMilli += Math.min(1, passed / MEMORY_MILLIS) * (sinceTick / passed - perMilli);
        lastTick = millis;
        sinceTick = 0;
        boolean now = open && perMilli <= few && passed < 2.0 * intervalMillis;
        open = open && !now;
        return now;
    }
}
