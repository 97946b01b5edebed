package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Memory;
import dev.sluice.dispatcher.job.Stored;
import dev.sluice.dispatcher.route.Events;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.job.JobTransitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from an event that an executor told about a job. Reads memory, changes nothing. */
public final class DecideEvent {
    private final Memory memory;
    private final RetryRules retries;
    private final DecideExhausted exhausted;

    public DecideEvent(Memory memory, RetryRules retries, DecideExhausted exhausted) {
        this.memory = memory;
        this.retries = retries;
        this.exhausted = exhausted;
    }

    public Ruling decide(JobEvent event, Instant now) {
        return switch (event.getType()) {
            case RELEASED, SUCCEEDED, FAILED, CANCELLED, EXPIRED, REJECTED, UNKNOWN -> known(event, now);
            case QUEUED, ADMITTED, RUNNING, PROGRESS, RETRYING -> new Ruling.Ignored("progress");
            case EXPLAINED, ANSWERED, OTHER -> new Ruling.Ignored("answer");
        };
    }

    private Ruling known(JobEvent event, Instant now) {
        Stored known = JobKey.of(event.getDatabase(), event.getTenant(), event.getJobId())
                .map(memory::find)
                .orElse(null);
        return switch (known) {
            case null -> new Ruling.Ignored("unknown job");
            case Stored.EndedJob ended -> new Ruling.Ignored("already ended");
            case Stored.CancelledAhead ahead -> new Ruling.Ignored("already ended");
            case LiveJob live -> live(live, event, now);
        };
    }

    private Ruling live(LiveJob job, JobEvent event, Instant now) {
        if (job.waits()) {
            // Until it is routed a job is ours: nobody else decides about it.
            return new Ruling.Ignored("not routed");
        }
        if (event.getAttempt() != job.tries().attempt()) {
            return new Ruling.Ignored("stale attempt");
        }
        if (event.getType() == EventType.RELEASED) {
            JobError error = event.getError();
            return error != null && error.getCode() == ErrorCode.LEASH_OVERRUN
                    ? overran(job, event, error, now)
                    : cameBack(job, event, error, now);
        }
        boolean ends = JobTransitions.terminal(event.getState()) && JobTransitions.legal(job.state(), event.getState());
        return ends ? ended(job, event, now) : new Ruling.Ignored("illegal transition");
    }

    private static Ruling ended(LiveJob job, JobEvent event, Instant now) {
        List<Note> notes = new ArrayList<>(Endings.left(job, event.getState()));
        JobError error = event.getError();
        boolean timedOut = error != null && error.getCode() == ErrorCode.TIMEOUT;
        notes.addAll(ran(job, event.getMetrics(), timedOut || event.getState() == JobState.SUCCEEDED));
        return new Ruling.Kept(
                job.ended(event.getState(), now),
                answer(job, event.getState(), now),
                job.asked().traceparent(),
                notes);
    }

    /** What an attempt took is paid for however it ended; only what ended by itself or for its length tells how long others will take. */
    private static List<Note> ran(LiveJob job, @Nullable ExecutionMetrics metrics, boolean tells) {
        double millis = metrics == null ? 0 : (metrics.getExecuteMicros() + metrics.getFetchMicros()) / 1000.0;
        if (tells && metrics != null) {
            return List.of(new Note.Charged(job, millis), new Note.Measured(job, millis));
        }
        return millis > 0 ? List.of(new Note.Charged(job, millis)) : List.of();
    }

    /** A read that took longer than its lane is for goes on in the next one. The attempt burned nothing but time. */
    private Ruling overran(LiveJob job, JobEvent event, JobError error, Instant now) {
        Lane lane = job.place().lane() == Lane.FAST ? Lane.MEDIUM : Lane.SLOW;
        Ruling ruling = job.tries().cancels().isEmpty() && !past(job, now)
                ? retry(job.moved(lane), error, now)
                : released(job, error, now);
        return ruling instanceof Ruling.Kept kept ? kept.noting(ran(job, event.getMetrics(), true)) : ruling;
    }

    private static boolean past(LiveJob job, Instant now) {
        Instant deadline = job.times().deadline();
        return deadline != null && !deadline.isAfter(now);
    }

    private static Ruling retry(LiveJob retrying, @Nullable JobError error, Instant now) {
        var event = Events.later(retrying, JobState.RETRYING, error, null, now);
        return new Ruling.Kept(
                retrying, List.of(new Output.Told(event)), retrying.asked().traceparent());
    }

    /** The answers to the commands that wanted to cancel it, if there were any. */
    private static List<Output> answer(LiveJob job, JobState state, Instant now) {
        CommandAnswer answer = state == JobState.CANCELLED ? CommandAnswer.CANCELLED : CommandAnswer.TOO_LATE;
        List<Output> answers = new ArrayList<>();
        for (String commandId : job.tries().cancels()) {
            answers.add(new Output.Told(Events.answered(job.key(), state, commandId, answer, now)));
        }
        return answers;
    }

    /** An executor that has tried often enough gives up; what the job took until then is paid for. */
    private Ruling cameBack(LiveJob job, JobEvent event, @Nullable JobError error, Instant now) {
        Ruling ruling = released(job, error, now);
        boolean ran = error != null && error.getCode() == ErrorCode.RETRY_EXHAUSTED;
        if (!(ruling instanceof Ruling.Kept kept)) {
            return ruling;
        }
        Ruling.Kept measured = Endings.measured(kept, event.getMetrics());
        return ran ? measured.noting(ran(job, event.getMetrics(), false)) : measured;
    }

    private Ruling released(LiveJob job, @Nullable JobError error, Instant now) {
        if (!job.tries().cancels().isEmpty()) {
            return Endings.and(Endings.cancel(job, now), answer(job, JobState.CANCELLED, now));
        }
        ErrorCode why = error == null ? null : error.getCode();
        if (error != null && why == ErrorCode.RETRY_EXHAUSTED) {
            return exhausted.decide(job, error, now);
        }
        boolean burned = retries.burns(why);
        if (burned && job.tries().burned() + 1 >= retries.maxAttempts()) {
            String last = error == null ? "" : " The last error: " + error.getMessage();
            String message = "Given up after %d attempts.".formatted(job.tries().attempt());
            return exhausted.decide(job, ErrorCatalog.error(ErrorCode.RETRY_EXHAUSTED, message + last), now);
        }
        LiveJob retrying = job.retrying(
                burned,
                retries.nextAt(now, why, job.tries().attempt(), job.key().jobId()));
        return past(job, now) ? Endings.expire(retrying, now) : retry(retrying, error, now);
    }
}
