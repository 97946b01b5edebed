package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.accept.Accept;
import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.accept.Duplicates;
import dev.sluice.dispatcher.accept.Requested;
import dev.sluice.dispatcher.decide.Entrance.Entering;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.Memory;
import dev.sluice.dispatcher.job.Stored.EndedJob;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.route.Decisions;
import dev.sluice.dispatcher.route.Events;
import dev.sluice.dispatcher.route.Outcomes;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.Decision;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows from a request that came on the right topic and partition. Reads memory and schedule, changes nothing. */
public final class DecideRequest {
    private final Accept accept;
    private final Preparation preparation;
    private final Entrance entrance;
    private final Admissions admissions;
    private final Memory memory;

    public DecideRequest(
            Accept accept, Preparation preparation, Entrance entrance, Admissions admissions, Memory memory) {
        this.accept = accept;
        this.preparation = preparation;
        this.entrance = entrance;
        this.admissions = admissions;
        this.memory = memory;
    }

    /** Decides. {@code sequence} is the job's number by order of arrival, should it become one. */
    public Ruling decide(Requested requested, long sequence, Instant now) {
        Optional<JobKey> key = JobKey.of(requested.request());
        if (key.isEmpty()) {
            return unusable(requested, now);
        }
        String contentHash = Accept.contentHash(requested.request());
        if (requested.request().getValidateOnly()) {
            return dryRun(requested, key.get(), contentHash, now);
        }
        return switch (Duplicates.standing(contentHash, memory.find(key.get()))) {
            case NEW -> fresh(requested, key.get(), contentHash, sequence, now);
            case REPEATED -> new Ruling.Ignored("repeated");
            case CONFLICTING -> conflict(requested, now);
            case CANCELLED_AHEAD -> {
                JobError error = ErrorCatalog.error(ErrorCode.CANCELLED, "Cancelled before it arrived.");
                yield ended(
                        requested,
                        key.get(),
                        contentHash,
                        JobState.CANCELLED,
                        error,
                        Decisions.refused(error, null, now));
            }
        };
    }

    private Ruling fresh(Requested requested, JobKey key, String contentHash, long sequence, Instant now) {
        Verdict<Accepted> accepted = accept.accept(requested, key, contentHash, memory.horizon(), now);
        if (accepted instanceof Verdict.Refused<Accepted> refused
                && refused.error().getCode() == ErrorCode.TOO_OLD) {
            // It may have been answered long ago: remembering it as rejected would be wrong, so only this copy is.
            return deadLetter(requested, refused.error(), now);
        }
        Instant deadline = requested.request().getDeadline();
        if (accepted instanceof Verdict.Passed<Accepted> && deadline != null && !deadline.isAfter(now)) {
            JobError error = ErrorCatalog.error(ErrorCode.EXPIRED, "The deadline had passed when the request arrived.");
            return ended(requested, key, contentHash, JobState.EXPIRED, error, Decisions.refused(error, null, now));
        }
        return switch (accepted.then(passed -> preparation.prepare(passed)).then(job -> entrance.enter(job, now))) {
            case Verdict.Passed<Entering> passed -> admissions.enter(passed.value(), sequence, memory, now);
            case Verdict.Refused<Entering> refused ->
                ended(requested, key, contentHash, JobState.REJECTED, refused.error(), Decisions.refused(refused, now));
            case Verdict.Postponed<Entering> postponed -> new Ruling.Deferred(postponed.reason());
        };
    }

    /** A dry run is no job: it leaves nothing behind but its answer. */
    private Ruling dryRun(Requested requested, JobKey key, String contentHash, Instant now) {
        Verdict<Entering> verdict = accept.accept(requested, key, contentHash, Instant.MIN, now)
                .then(passed -> preparation.prepare(passed))
                .then(job -> entrance.enter(job, now));
        return switch (verdict) {
            case Verdict.Passed<Entering> passed ->
                answer(
                        requested,
                        JobState.VALIDATED,
                        null,
                        admissions.wouldBe(passed.value().job(), memory, now));
            case Verdict.Refused<Entering> refused -> {
                Decision decision = Decisions.refused(refused, now);
                yield answer(requested, JobState.REJECTED, refused.error(), decision);
            }
            case Verdict.Postponed<Entering> postponed -> new Ruling.Deferred(postponed.reason());
        };
    }

    private Ruling answer(Requested requested, JobState state, @Nullable JobError error, Decision decision) {
        return new Ruling.Sent(List.of(outcome(requested.request(), state, error, decision)), requested.traceparent());
    }

    /** Told, answered and remembered: the whole life of a request that does not become a job. */
    private Ruling ended(
            Requested requested, JobKey key, String contentHash, JobState state, JobError error, Decision decision) {
        return new Ruling.Kept(
                new EndedJob(key, state, contentHash, decision.getAt()),
                List.of(
                        new Output.Told(Events.only(requested, key, state, error, decision)),
                        outcome(requested.request(), state, error, decision)),
                requested.traceparent());
    }

    private Ruling conflict(Requested requested, Instant now) {
        JobError error = ErrorCatalog.error(
                ErrorCode.CONFLICT,
                "Another request came under this jobId before; give every request an id of its own.");
        return deadLetter(requested, error, now);
    }

    private Ruling unusable(Requested requested, Instant now) {
        JobError error = Accept.unusable(requested.request());
        return deadLetter(requested, error, now);
    }

    /** Answered and dead-lettered without being told: an event would speak of another job, or of none. */
    private Ruling deadLetter(Requested requested, JobError error, Instant now) {
        QueryRequest request = requested.request();
        Decision decision = Decisions.refused(error, null, now);
        Output letter = new Output.Undeliverable(error, Subjects.of(request), decision);
        boolean answerable = !request.getJobId().isEmpty();
        return new Ruling.Sent(
                answerable ? List.of(outcome(request, JobState.REJECTED, error, decision), letter) : List.of(letter),
                requested.traceparent());
    }

    private Output outcome(QueryRequest request, JobState state, @Nullable JobError error, Decision decision) {
        return new Output.Answered(accept.replyTo(request), Outcomes.of(request, state, error, decision));
    }
}
