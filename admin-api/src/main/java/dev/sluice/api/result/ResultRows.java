package dev.sluice.api.result;

import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.history.History;
import dev.sluice.api.history.RowPage;
import dev.sluice.api.history.RowRange;
import dev.sluice.api.job.JobResult;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Finds the rows of a job that succeeded, and waits a bounded moment for those still on their way. Thread-safe; never blocks. */
public final class ResultRows {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final RecentJobs recent;
    private final History history;
    private final StoredRows stored;
    private final String replies;
    private final int tries;

    /** The topic of replies is the one whose outcomes are seen here. */
    public ResultRows(RecentJobs recent, History history, StoredRows stored, String replies, Duration patience) {
        this.recent = recent;
        this.history = history;
        this.stored = stored;
        this.replies = replies;
        this.tries = Math.max(1, Math.toIntExact(patience.dividedBy(PAUSE)));
    }

    StoredRows stored() {
        return stored;
    }

    CompletableFuture<ResultPage> of(JobView job, RowRange range) {
        return look(job, range, tries);
    }

    private CompletableFuture<ResultPage> look(JobView job, RowRange range, int left) {
        JobView freshest =
                recent.find(job.key()).filter(view -> view.result() != null).orElse(job);
        JobResult result = freshest.result();
        if (result != null && (result.rowCount() == 0 || result.inlineRows() != null)) {
            return CompletableFuture.completedFuture(inline(freshest, result, range));
        }
        return kept(freshest, range).thenCompose(page -> {
            if (page.isPresent()) {
                return CompletableFuture.completedFuture(page.get());
            }
            requireServed(freshest);
            if (left <= 1) {
                throw Problem.retryable(
                                ErrorCode.HISTORY_UNAVAILABLE,
                                "the job has ended, but its rows are not in the history yet",
                                RETRY_AFTER)
                        .exception();
            }
            var later = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.runAsync(() -> {}, later).thenCompose(paused -> look(freshest, range, left - 1));
        });
    }

    // Not before it was looked for: an outcome whose own topic is gone comes to the common one.
    private void requireServed(JobView job) {
        String replyTo = job.submission().replyTo();
        if (replyTo != null && !replyTo.equals(replies)) {
            throw Problem.of(
                            ErrorCode.NOT_FOUND,
                            "the result went to the topic " + replyTo
                                    + ", as replyTo of the request says, and is not served here: read it there")
                    .exception();
        }
    }

    private CompletableFuture<Optional<ResultPage>> kept(JobView job, RowRange range) {
        JobResult result = job.result();
        if (result != null && result.keptAt() != null) {
            return stored.page(result.keptAt(), range)
                    .thenApply(page -> Optional.of(new ResultPage(job.key(), result, page)));
        }
        if (result != null) {
            return history.rows(result.resultId(), range, result.rowCount())
                    .thenApply(rows -> rows.map(page -> new ResultPage(job.key(), result, page)));
        }
        return history.find(job.key()).thenCompose(recorded -> {
            boolean known = recorded.isPresent() && recorded.get().result() != null;
            return known ? kept(recorded.get(), range) : CompletableFuture.completedFuture(Optional.empty());
        });
    }

    private static ResultPage inline(JobView job, JobResult result, RowRange range) {
        RowPage page = new RowPage(range);
        ByteBuffer rows = result.inlineRows();
        if (rows != null) {
            byte[] bytes = new byte[rows.remaining()];
            rows.duplicate().get(bytes);
            page.take(bytes, 0);
        }
        return new ResultPage(job.key(), result, page);
    }
}
