package dev.sluice.executor.execute;

import dev.sluice.executor.take.Delivery;
import dev.sluice.message.QueryJob;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job in the executor's hands, and the meeting place of whoever runs it with whoever wants it stopped. Thread-safe.
 *
 * <p>INVARIANT: a statement is cancelled only while it is the one that runs, because both sides hold this object's monitor. The
 * server may still take a cancel to be for the statement after, so a connection that was sent one is not used again.
 */
public final class Attempt {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);
    private static final long NOT_RUNNING = Long.MIN_VALUE;

    private final QueryJob job;
    private final Delivery delivery;
    private final Instant takenAt;

    /** Written by the thread that runs it for each row, read by the watch. */
    private final AtomicLong rows = new AtomicLong();

    private long rowsTold;
    private long rowsToldAt;

    private @Nullable Statement statement;
    private @Nullable Stop stop;
    private boolean stopSent;
    private boolean committing;
    private boolean announced;
    private volatile long runningSince = NOT_RUNNING;

    /** Used by the thread that runs it alone. */
    private int tries;

    private boolean mayHaveCommitted;

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

    public Instant takenAt() {
        return takenAt;
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

    /** Counts the rows that have been read. */
    AtomicLong rows() {
        return rows;
    }

    /** The rows read so far, if there are more than were told before, and that is so long ago. */
    public synchronized OptionalLong newRows(Duration pause) {
        long now = System.nanoTime();
        long read = rows.get();
        if (runningSince == NOT_RUNNING || read <= rowsTold || now - rowsToldAt < pause.toNanos()) {
            return OptionalLong.empty();
        }
        rowsTold = read;
        rowsToldAt = now;
        return OptionalLong.of(read);
    }

    /** True the first time: whoever asked tells the world that the job is running. */
    public synchronized boolean announce() {
        boolean first = !announced;
        announced = true;
        return first;
    }

    /** Asks the job to stop and cancels the statement that runs. False if it is too late: the transaction is being committed. */
    public synchronized boolean stop(Stop why) {
        if (committing) {
            return false;
        }
        if (stop == null) {
            stop = why;
        }
        if (statement != null && !stopSent) {
            stopSent = true;
            try {
                statement.cancel();
            } catch (SQLException failure) {
                log.atWarn()
                        .addKeyValue("jobId", job.getJobId())
                        .setCause(failure)
                        .log("The statement could not be cancelled; its time-out ends it");
            }
        }
        return true;
    }

    public synchronized @Nullable Stop stopped() {
        return stop;
    }

    synchronized void begin() {
        runningSince = System.nanoTime();
        rowsToldAt = runningSince;
        rowsTold = 0;
        rows.set(0);
        stopSent = false;
        committing = false;
        tries++;
    }

    synchronized void end() {
        runningSince = NOT_RUNNING;
    }

    /** The statement runs from now on and may be cancelled. False if the job is to stop: then it must not run. */
    synchronized boolean enter(Statement running) {
        if (stop != null) {
            return false;
        }
        statement = running;
        return true;
    }

    synchronized void leave() {
        statement = null;
    }

    /** From here on it is too late to stop. False if the job is to stop: then it must not commit. */
    synchronized boolean beginCommit() {
        committing = stop == null;
        return committing;
    }

    synchronized boolean stopSent() {
        return stopSent;
    }

    /** The try that ends now does not count: it never got to run. */
    void forgive() {
        tries--;
    }

    /** Tries begun so far. */
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

    /** Whether some execution other than this try may have had an effect. */
    boolean mayHaveRunElsewhere() {
        return mayHaveCommitted || delivery.mayHaveRunBefore();
    }
}
