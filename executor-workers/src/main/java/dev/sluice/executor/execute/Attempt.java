package dev.sluice.executor.execute;

import dev.sluice.executor.take.Delivery;
import dev.sluice.message.QueryJob;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job in the executor's hands, and the meeting place of whoever runs it with whoever wants it stopped. Thread-safe.
 *
 * <p>Stopping is a ladder: the running statement is cancelled, and cancelled again while it runs on, because a driver ignores a cancel
 * that comes a moment before its statement; a connection that is not free after a grace is aborted. Drivers do either over the network,
 * so each has a thread of its own, and whoever asked waits for neither.
 *
 * <p>INVARIANT: a statement is cancelled only while it is the one that runs, because {@link #leave} waits for a cancel on its way. The
 * server may still take a cancel to be for the statement after, so a connection that was sent one is not used again.
 */
public final class Attempt {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);
    private static final long NOT_RUNNING = Long.MIN_VALUE;
    private static final Duration CANCEL_AGAIN = Duration.ofMillis(500);
    /** Long enough for a server to undo a statement of usual size. */
    private static final Duration ABORT_AFTER = Duration.ofSeconds(3);

    private final QueryJob job;
    private final Delivery delivery;
    private final Instant takenAt;
    private final long taken = System.nanoTime();
    private final TryProgress progress = new TryProgress();

    private volatile long waited;
    private @Nullable Session session;
    private @Nullable Statement statement;
    private @Nullable Stop stop;
    private long stopAsked;
    private long cancelSent;
    private boolean cancelling;
    private boolean stopSent;
    private boolean aborted;
    private boolean committing;
    private boolean cancelLater;
    private boolean announced;
    private volatile long runningSince = NOT_RUNNING;
    private volatile long usedSince = NOT_RUNNING;

    private int tries; // like the three below, used by the thread that runs it alone
    private boolean careful;
    private boolean mayHaveCommitted;
    private boolean effectsLeft;

    public Attempt(QueryJob job, Delivery delivery, Instant takenAt) {
        this.job = job;
        this.delivery = delivery;
        this.takenAt = takenAt;
    }

    public QueryJob job() {
        return job;
    }

    public Delivery delivery() {
        return delivery;
    }

    /** When its first try began, or when it was taken if there was none. */
    Instant begunAt() {
        return takenAt.plusNanos(waited);
    }

    /** How long a try may run: until its time-out, or until it has to go on in a slower lane. */
    public Duration timeLimit() {
        return Duration.ofMillis(leashed() ? job.getLeashMillis() : job.getTimeoutMillis());
    }

    /** Whether it goes back to the dispatcher when its time here is over. */
    boolean leashed() {
        return job.getLeashMillis() > 0 && job.getLeashMillis() < job.getTimeoutMillis();
    }

    /** Nanoseconds this try has been running, or -1 while it does not. */
    public long runningNanos() {
        long since = runningSince;
        return since == NOT_RUNNING ? -1 : System.nanoTime() - since;
    }

    /** Nanoseconds since this try got its connection; 0 before. */
    long executingNanos() {
        return usedSince == NOT_RUNNING ? 0 : System.nanoTime() - usedSince;
    }

    /** How far the running try is. */
    public TryProgress progress() {
        return progress;
    }

    /** True the first time: whoever asked tells the world that the job is running. */
    public synchronized boolean announce() {
        boolean first = !announced;
        announced = true;
        return first;
    }

    /** Asks the job to stop and has its statement cancelled. False while it is being committed: then a cancel waits for another try. */
    public synchronized boolean stop(Stop why) {
        if (committing) {
            cancelLater |= why == Stop.CANCELLED;
            return false;
        }
        if (stop == null) {
            stop = why;
            stopAsked = System.nanoTime();
        }
        press();
        return true;
    }

    /** Goes on stopping a job that was told to and still runs. To be called every few dozen milliseconds; returns at once. */
    public synchronized void press() {
        Session used = session;
        if (stop == null || used == null || committing || aborted) {
            return;
        }
        long now = System.nanoTime();
        Statement running = statement;
        if (now - stopAsked > ABORT_AFTER.toNanos()) {
            aside("abort", () -> abort(used));
            aborted = true;
            stopSent = true;
            notifyAll();
        } else if (running != null && !cancelling && (!stopSent || now - cancelSent > CANCEL_AGAIN.toNanos())) {
            aside("cancel", () -> cancel(used, running)); // once this lock is free; an Error leaves all as it was
            cancelling = true;
            stopSent = true;
            cancelSent = now;
        }
    }

    private void aside(String what, Runnable work) {
        Thread.ofPlatform()
                .daemon()
                .name("sluice-" + what + "-" + job.getJobId())
                .start(work);
    }

    private void cancel(Session used, Statement running) {
        try {
            used.cancel(running);
        } catch (SQLException | RuntimeException failure) {
            warn("The statement could not be cancelled; its connection is aborted unless it ends", failure);
        } finally {
            synchronized (this) {
                cancelling = false;
                notifyAll();
            }
        }
    }

    private void abort(Session used) {
        warn("The job was told to stop and did not; its connection is aborted", null);
        try {
            used.abort();
        } catch (SQLException | RuntimeException failure) {
            warn("The connection could not be aborted; its time-outs end it", failure);
        }
    }

    private void warn(String what, @Nullable Exception cause) {
        log.atWarn().addKeyValue("jobId", job.getJobId()).setCause(cause).log(what);
    }

    public synchronized @Nullable Stop stopped() {
        return stop;
    }

    synchronized void begin() {
        runningSince = System.nanoTime();
        usedSince = NOT_RUNNING;
        progress.begin();
        stopSent = false;
        aborted = false;
        committing = false;
        waited = tries++ == 0 ? runningSince - taken : waited;
        if (cancelLater) {
            stop(Stop.CANCELLED);
        }
    }

    synchronized void end() {
        progress.end();
        runningSince = NOT_RUNNING;
    }

    /** The job runs on this connection from now on, which is aborted if the job does not stop when told to. */
    synchronized void use(Session borrowed) {
        session = borrowed;
        usedSince = System.nanoTime();
    }

    /** The connection is not the job's any more; nothing aborts it from here on. */
    synchronized void release() {
        session = null;
    }

    /** The statement runs from now on and may be cancelled. False if the job is to stop: then it must not run. */
    synchronized boolean enter(Statement running) {
        if (stop != null) {
            return false;
        }
        statement = running;
        return true;
    }

    /** The statement has ended. Waits for a cancel on its way to it, or for the end of the patience with that. */
    synchronized void leave() {
        statement = null;
        while (cancelling && !aborted) {
            try {
                wait();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** From here on it is too late to stop. False if the job is to stop: then it must not commit. */
    synchronized boolean beginCommit() {
        committing = stop == null;
        return committing;
    }

    /** Whether the connection of this try was sent a cancel, or was aborted. */
    synchronized boolean stopSent() {
        return stopSent;
    }

    /** Whether we ourselves broke the connection of this try. */
    synchronized boolean aborted() {
        return aborted;
    }

    /** The try that ends now does not count: it never got to run. */
    void forgive() {
        tries = Math.max(0, tries - 1);
    }

    /** Has the next tries ask for few rows at a time. True the first time. */
    boolean fetchCarefully() {
        boolean first = !careful;
        careful = true;
        return first;
    }

    boolean fetchesCarefully() {
        return careful;
    }

    int tries() {
        return tries;
    }

    /** Whether a commit was sent whose answer never came. */
    boolean mayHaveCommitted() {
        return mayHaveCommitted;
    }

    void lostTheCommit() {
        mayHaveCommitted = true;
    }

    /** The ledger granted it anew: what was lost had not been committed. */
    void foundUncommitted() {
        mayHaveCommitted = false;
    }

    /** Whether something that a failed try changed was not undone. */
    boolean effectsLeft() {
        return effectsLeft;
    }

    void leaveEffects() {
        effectsLeft = true;
    }

    /** Whether some execution other than this try may have had an effect. */
    boolean mayHaveRunElsewhere() {
        return mayHaveCommitted || delivery.mayHaveRunBefore();
    }
}
