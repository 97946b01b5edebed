package dev.sluice.executor;

import dev.sluice.executor.cancel.JobsInHand;
import dev.sluice.executor.engine.StatementProgress;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.outcome.ProgressEvents;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Asks servers how far the long statements are that return no rows to count, and tells. On best effort and on a thread of its own, because
 * a server may take its time to answer.
 */
final class StatementWatch implements Runnable {
    static final Duration EVERY = Duration.ofSeconds(2);

    private final JobsInHand inHand;
    private final Map<String, ServerView> views;
    private final ProgressEvents progress;

    /** @param views of databases by name, as far as they can tell */
    StatementWatch(JobsInHand inHand, Map<String, ServerView> views, ProgressEvents progress) {
        this.inHand = inHand;
        this.views = Map.copyOf(views);
        this.progress = progress;
    }

    /** One look. */
    @Override
    public void run() {
        for (Attempt attempt : inHand.all()) {
            QueryJob job = attempt.job();
            ServerView view = views.get(job.getDatabase());
            if (view != null
                    && job.getStatementClass() != StatementClass.READ
                    && attempt.runningNanos() > EVERY.toNanos()) {
                tell(attempt, view.of(job));
            }
        }
    }

    private void tell(Attempt attempt, Optional<StatementProgress> far) {
        boolean running =
                attempt.progress().sees(far.map(StatementProgress::phase).orElse(null));
        if (running && far.isPresent()) { // or its end may have been told meanwhile
            progress.statement(
                    attempt.delivery(),
                    attempt.job(),
                    far.get().phase(),
                    far.get().percent());
        }
    }
}
