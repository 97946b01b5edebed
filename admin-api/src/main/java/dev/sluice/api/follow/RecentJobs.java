package dev.sluice.api.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobResult;
import dev.sluice.api.job.JobView;
import dev.sluice.api.job.Progress;
import dev.sluice.api.job.Submission;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that were submitted or heard of lately, bounded by memory; what falls out is in the history. Accounts of a job may come in
 * any order and more than once. Thread-safe; never blocks.
 */
public final class RecentJobs {
    private final Cache<String, Map<String, JobView>> jobs;
    private final EndWaiters waiters = new EndWaiters();
    private final Tally tally;

    public RecentJobs(long maxBytes, Tally tally) {
        this.tally = tally;
        this.jobs = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String jobId, Map<String, JobView> views) -> ViewWeight.of(views.values()))
                .evictionListener((@Nullable String jobId, @Nullable Map<String, JobView> views, RemovalCause cause) ->
                        forget(views))
                .build();
    }

    /** A request that Kafka has acknowledged. The first account of what was asked stands. */
    public JobView submitted(JobKey key, QueryRequest request, Priority priority, @Nullable String digest) {
        Submission submission = Submission.of(request, priority, digest);
        return change(
                key,
                before -> before == null
                        ? new JobView(key, submission, Progress.submitted(), null)
                        : new JobView(
                                key, before.submission().completedBy(submission), before.progress(), before.result()));
    }

    void requested(QueryRequest request, Priority priority) {
        submitted(new JobKey(request.getTenant(), request.getJobId()), request, priority, null);
    }

    void happened(JobEvent event) {
        // The state that a type of a later release names cannot be trusted.
        if (CommandAnswers.isAnswer(event) || event.getType() == EventType.OTHER) {
            return;
        }
        JobKey key = new JobKey(event.getTenant(), event.getJobId());
        Submission submission = Submission.of(event);
        change(
                key,
                before -> before == null
                        ? new JobView(key, submission, Progress.submitted().after(event), null)
                        : new JobView(
                                key,
                                before.submission().completedBy(submission),
                                before.progress().after(event),
                                before.result()));
    }

    void answered(QueryReply outcome) {
        JobKey key = new JobKey(outcome.getTenant(), outcome.getJobId());
        if (outcome.getError() != null && outcome.getError().getCode() == ErrorCode.CONFLICT) {
            refused(key, outcome);
        } else if (outcome.getState() != null) {
            change(key, before -> answered(key, before, outcome));
        }
    }

    private static JobView answered(JobKey key, @Nullable JobView before, QueryReply outcome) {
        JobResult result = outcome.getState() == JobState.SUCCEEDED ? JobResult.of(outcome) : null;
        if (before == null) {
            return new JobView(key, Submission.of(outcome), Progress.submitted().after(outcome), result);
        }
        return new JobView(
                key,
                before.submission(),
                before.progress().after(outcome),
                before.result() == null ? result : before.result());
    }

    // The id belongs to an earlier job: that one's own events keep counting, and if they are gone the history has it.
    private void refused(JobKey key, QueryReply outcome) {
        find(key)
                .filter(view -> !view.progress().decided())
                .ifPresent(undecided -> change(key, before -> {
                    JobView view = before == null ? undecided : before;
                    return view.progress().decided()
                            ? view
                            : new JobView(
                                    key, view.submission(), view.progress().conflicting(outcome), null);
                }));
    }

    public Optional<JobView> find(JobKey key) {
        return Optional.ofNullable(jobs.getIfPresent(key.jobId())).map(views -> views.get(key.tenant()));
    }

    /** The jobs with this id, of whichever tenant: normally one or none. */
    public Collection<JobView> find(String jobId) {
        Map<String, JobView> views = jobs.getIfPresent(jobId);
        return views == null ? List.of() : views.values();
    }

    /** The job once it has ended, or nothing if it has not within this time. */
    public CompletableFuture<Optional<JobView>> whenEnded(JobKey key, Duration patience) {
        CompletableFuture<Optional<JobView>> end = waiters.await(key, patience);
        // Looked at after registering, so that an ending in between is not missed.
        Optional<JobView> ended = find(key).filter(JobView::ended);
        return ended.isPresent() ? CompletableFuture.completedFuture(ended) : end;
    }

    public Tally tally() {
        return tally;
    }

    private JobView change(JobKey key, UnaryOperator<@Nullable JobView> change) {
        Map<String, JobView> after = jobs.asMap().compute(key.jobId(), (jobId, before) -> {
            @Nullable JobView old = before == null ? null : before.get(key.tenant());
            JobView changed = change.apply(old);
            tally.moved(old, changed);
            if (before == null || (before.size() == 1 && old != null)) {
                return Map.of(key.tenant(), changed);
            }
            Map<String, JobView> others = new HashMap<>(before);
            others.put(key.tenant(), changed);
            return Map.copyOf(others);
        });
        JobView changed = Objects.requireNonNull(after.get(key.tenant()), "the change just made");
        if (changed.complete()) {
            waiters.ended(changed);
        } else if (changed.ended()) {
            waiters.endedSoon(key, () -> find(key));
        }
        return changed;
    }

    private void forget(@Nullable Map<String, JobView> views) {
        if (views != null) {
            views.values().forEach(tally::forgotten);
        }
    }
}
