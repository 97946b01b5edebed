package dev.sluice.api.find;

import dev.sluice.api.follow.CaughtUp;
import dev.sluice.api.follow.EndOffsets;
import dev.sluice.api.follow.JobTail;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.history.History;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds a job wherever it is known: in memory; else in memory once everything in Kafka has been read; else in the history. Only then
 * is the answer that there is none. Thread-safe; never blocks.
 */
public final class JobLookup {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final RecentJobs recent;
    private final JobTail tail;
    private final EndOffsets ends;
    private final History history;

    public JobLookup(RecentJobs recent, JobTail tail, EndOffsets ends, History history) {
        this.recent = recent;
        this.tail = tail;
        this.ends = ends;
        this.history = history;
    }

    /** The job that the path names. Fails with NOT_FOUND, or with what is unavailable if that may be why it was not found. */
    public CompletableFuture<JobView> named(Context context) {
        JobRef ref = JobRef.of(context);
        Optional<JobView> known = remembered(ref);
        if (known.isPresent()) {
            return told(known.get());
        }
        return tail.caughtUp(ends).thenCompose(caughtUp -> {
            Optional<JobView> now = remembered(ref);
            return now.isPresent() ? CompletableFuture.completedFuture(now.get()) : recorded(ref, caughtUp);
        });
    }

    // Only the end of the job was heard of: the history tells the beginning, if it can be asked.
    private CompletableFuture<JobView> told(JobView known) {
        boolean whole = !known.ended() || known.submission().statement() != null;
        return whole
                ? CompletableFuture.completedFuture(known)
                : history.find(known.key())
                        .thenApply(recorded -> recorded.filter(JobView::ended).orElse(known))
                        .exceptionally(unavailable -> known);
    }

    private CompletableFuture<JobView> recorded(JobRef ref, CaughtUp caughtUp) {
        CompletableFuture<? extends Collection<JobView>> found = ref.tenant().isPresent()
                ? history.find(new JobKey(ref.tenant().get(), ref.jobId()))
                        .thenApply(view -> view.stream().toList())
                : history.find(ref.jobId());
        return found.thenApply(views -> one(views).orElseThrow(() -> switch (caughtUp) {
            case CaughtUp.Passed passed ->
                Problem.of(ErrorCode.NOT_FOUND, "no job " + ref.jobId() + " is known")
                        .exception();
            case CaughtUp.Behind behind ->
                Problem.retryable(
                                ErrorCode.KAFKA_UNAVAILABLE,
                                "whether there is such a job cannot be said now: " + behind.why(),
                                RETRY_AFTER)
                        .exception();
        }));
    }

    private Optional<JobView> remembered(JobRef ref) {
        return ref.tenant().isPresent()
                ? recent.find(new JobKey(ref.tenant().get(), ref.jobId()))
                : one(recent.find(ref.jobId()));
    }

    private static Optional<JobView> one(Collection<JobView> views) {
        if (views.size() > 1) {
            throw Problem.of(ErrorCode.INVALID_REQUEST, "several tenants have a job with this id; add ?tenant=")
                    .exception();
        }
        return List.copyOf(views).stream().findFirst();
    }
}
