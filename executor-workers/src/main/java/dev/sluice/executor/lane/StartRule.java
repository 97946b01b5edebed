package dev.sluice.executor.lane;

import dev.sluice.executor.engine.Access;

/** Whether a job may be started, given what is known of earlier starts. Pure. */
enum StartRule {
    /** Run it. */
    RUN,
    /** Run it once its start is committed, so that whoever comes after a crash knows of it. */
    COUNT_FIRST,
    /** As {@link #COUNT_FIRST}, while no other job runs of which this is true: one of them may be what ends the executors of all. */
    ALONE,
    /** It was started too often and never ended: it kills its executors. */
    POISON,
    /** It was started outside the ledger and may have had its effect; it must not run again. */
    MAY_HAVE_RUN;

    private static final int SUSPICIOUS = 2;

    /**
     * The rule for a job about to run for the first time here.
     *
     * @param starts how often it was started before it came to us
     * @param mayHaveRunBefore whether the record may have been in other hands
     */
    static StartRule of(Access access, int starts, boolean mayHaveRunBefore, int maxStarts) {
        if (access == Access.PLAIN && starts > 0) {
            return MAY_HAVE_RUN;
        }
        if (starts >= maxStarts) {
            return POISON;
        }
        if (starts > 0 && starts >= Math.min(SUSPICIOUS, maxStarts - 1)) {
            return ALONE;
        }
        return mayHaveRunBefore || access == Access.PLAIN ? COUNT_FIRST : RUN;
    }
}
