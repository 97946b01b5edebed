package dev.sluice.executor.cancel;

import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.outcome.ProgressEvents;
import dev.sluice.message.StatementClass;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what runs every few dozen milliseconds, instead of a timer for each job: announces what takes long and how many rows it has
 * read, stops what has passed its time-out and was not stopped by its server, or what is ours no more, and presses on with what does not
 * stop. Because it watches the whole job, a result that drips in ends as well.
 */
public final class AttemptWatch implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(AttemptWatch.class);
    private static final Duration ANNOUNCE_AFTER = Duration.ofMillis(250);
    private static final Duration TELL_ROWS_EVERY = Duration.ofSeconds(1);
    /** The server is first to enforce a time-out, where it can. */
    private static final Duration SERVER_FIRST = Duration.ofMillis(250);

    private final JobsInHand inHand;
    private final ProgressEvents progress;

    public AttemptWatch(JobsInHand inHand, ProgressEvents progress) {
        this.inHand = inHand;
        this.progress = progress;
    }

    /** One look. */
    @Override
    public void run() {
        for (Attempt attempt : inHand.all()) {
            try {
                lookAt(attempt);
            } catch (RuntimeException | Error broken) {
                // Such as no thread for a cancel: the next look may find one, and nobody else would look.
                log.atError()
                        .addKeyValue("jobId", attempt.job().getJobId())
                        .setCause(broken)
                        .log("A running job could not be looked after; it is looked at again");
            }
        }
    }

    private void lookAt(Attempt attempt) {
        if (orphaned(attempt)) {
            attempt.stop(Stop.LOST);
        }
        attempt.press();
        long running = attempt.runningNanos();
        if (running > attempt.timeLimit().plus(SERVER_FIRST).toNanos()) {
            attempt.stop(Stop.TIMED_OUT);
        } else if (running > ANNOUNCE_AFTER.toNanos() && attempt.announce()) {
            progress.running(attempt.delivery(), attempt.job());
        } else if (running > TELL_ROWS_EVERY.toNanos()) {
            attempt.progress()
                    .newRows(TELL_ROWS_EVERY)
                    .ifPresent(rows -> progress.rows(attempt.delivery(), attempt.job(), rows));
        }
    }

    /** A read that nobody will hear of. A write goes on: the ledger tells the next owner what became of it. */
    private static boolean orphaned(Attempt attempt) {
        return !attempt.delivery().owned() && attempt.job().getStatementClass() == StatementClass.READ;
    }
}
