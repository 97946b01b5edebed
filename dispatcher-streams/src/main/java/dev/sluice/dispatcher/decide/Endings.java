package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.route.Events;
import dev.sluice.dispatcher.route.Outcomes;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.Decision;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How the dispatcher ends a job that no executor holds: one terminal event, one OUTCOME, and a memory of it. */
public final class Endings {
    private Endings() {}

    /** Its deadline passed while it waited. */
    public static Ruling expire(LiveJob job, Instant now) {
        return end(
                job,
                JobState.EXPIRED,
                ErrorCatalog.error(ErrorCode.EXPIRED, "The deadline passed while it waited."),
                now);
    }

    /** Somebody cancelled it while it waited. */
    public static Ruling cancel(LiveJob job, Instant now) {
        return end(job, JobState.CANCELLED, ErrorCatalog.error(ErrorCode.CANCELLED, "Cancelled while it waited."), now);
    }

    /** It failed and may be redriven from the dead letters. */
    public static Ruling.Kept deadLetter(LiveJob job, JobError error, Instant now) {
        List<Output> outputs = new ArrayList<>(told(job, JobState.FAILED, error, now));
        outputs.add(new Output.Undeliverable(error, Subjects.of(job), null));
        return new Ruling.Kept(
                job.ended(JobState.FAILED, now), outputs, job.asked().traceparent());
    }

    static Ruling end(LiveJob job, JobState state, JobError error, Instant now) {
        return new Ruling.Kept(
                job.ended(state, now), told(job, state, error, now), job.asked().traceparent());
    }

    /** The same with the decision that ended it. */
    static Ruling end(LiveJob job, JobState state, JobError error, Decision decision) {
        Instant now = decision.getAt();
        return new Ruling.Kept(
                job.ended(state, now),
                List.of(
                        new Output.Told(Events.later(job, state, error, decision, now)),
                        new Output.Answered(job.asked().replyTo(), Outcomes.of(job, state, error, decision))),
                job.asked().traceparent());
    }

    private static List<Output> told(LiveJob job, JobState state, JobError error, Instant now) {
        return List.of(
                new Output.Told(Events.later(job, state, error, null, now)),
                new Output.Answered(job.asked().replyTo(), Outcomes.of(job, state, error, now)));
    }
}
