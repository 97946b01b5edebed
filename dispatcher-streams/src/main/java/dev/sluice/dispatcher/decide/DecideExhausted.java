package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.policy.PolicyLimits;
import dev.sluice.dispatcher.route.Events;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Instant;
import java.util.List;

/**
 * What becomes of a job whose tries are used up: it ends as a dead letter, or it becomes one and is retried all the same after a while,
 * because policies grant that. Every such job came back without an effect, so that running it again is safe.
 */
public final class DecideExhausted {
    private final RetryGrants grants;

    public DecideExhausted(RetryGrants grants) {
        this.grants = grants;
    }

    Ruling decide(LiveJob job, JobError error, Instant now) {
        return switch (grants.standing(job, now)) {
            case RetryGrants.Standing.Known(PolicyLimits.Retries retries) -> decide(job, error, retries, now);
            case RetryGrants.Standing.Unreadable(String reason) -> new Ruling.Deferred(reason);
        };
    }

    private static Ruling decide(LiveJob job, JobError error, PolicyLimits.Retries granted, Instant now) {
        Instant at = now.plus(granted.after());
        if (job.tries().retries() >= granted.granted()) {
            return ended(job, error, granted, spent(job.tries().retries()), now);
        }
        Instant deadline = job.times().deadline();
        return deadline == null || at.isBefore(deadline)
                ? retried(job, error, granted, at, now)
                : ended(job, error, granted, " Its deadline comes before the next automatic retry.", now);
    }

    private static Ruling retried(LiveJob job, JobError error, PolicyLimits.Retries granted, Instant at, Instant now) {
        LiveJob waiting = job.retriedAnew(at);
        String follows = " Automatic retry %d of %d follows, not before %s."
                .formatted(waiting.tries().retries(), granted.granted(), at);
        JobError told = with(error, follows);
        var retries = new Output.Retries(job.tries().retries(), granted.granted(), at);
        List<Output> outputs = List.of(
                new Output.Told(Events.later(waiting, JobState.RETRYING, told, null, now)),
                new Output.Undeliverable(told, Subjects.of(job, retries), null));
        return new Ruling.Kept(waiting, outputs, waiting.asked().traceparent());
    }

    private static Ruling ended(LiveJob job, JobError error, PolicyLimits.Retries granted, String why, Instant now) {
        var retries = new Output.Retries(job.tries().retries(), granted.granted(), null);
        return Endings.deadLetter(job, with(error, why), retries, now);
    }

    /** A retry that policies granted is granted no more: the job ends when its turn comes. */
    static Ruling withdrawn(LiveJob job, PolicyLimits.Retries granted, Instant now) {
        String message =
                "Given up after %d attempts. Automatic retry %d was due, and policies grant %d by now; the dead letter before this one tells the last error."
                        .formatted(job.tries().attempt(), job.tries().retries(), granted.granted());
        var retries = new Output.Retries(job.tries().retries(), granted.granted(), null);
        return Endings.deadLetter(job, ErrorCatalog.error(ErrorCode.RETRY_EXHAUSTED, message), retries, now);
    }

    private static String spent(int made) {
        return made == 0 ? "" : " Automatic retries made: %d.".formatted(made);
    }

    private static JobError with(JobError error, String more) {
        return ErrorCatalog.error(error.getCode(), error.getMessage() + more, error.getSqlState(), error.getHint());
    }
}
