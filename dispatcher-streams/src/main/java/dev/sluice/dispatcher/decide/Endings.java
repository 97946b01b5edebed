package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.route.Events;
import dev.sluice.dispatcher.route.Outcomes;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.dispatcher.session.SessionKey;
import dev.sluice.message.Decision;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.job.JobTransitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the dispatcher ends a job that no executor holds: one terminal event, one OUTCOME, and a memory of it. */
public final class Endings {
    private Endings() {}

    /** Its deadline passed while it waited. */
    public static Ruling.Kept expire(LiveJob job, Instant now) {
        return end(
                job,
                JobState.EXPIRED,
                ErrorCatalog.error(ErrorCode.EXPIRED, "The deadline passed while it waited."),
                now);
    }

    /** Somebody cancelled it while it waited. */
    public static Ruling.Kept cancel(LiveJob job, Instant now) {
        return end(job, JobState.CANCELLED, ErrorCatalog.error(ErrorCode.CANCELLED, "Cancelled while it waited."), now);
    }

    /** It had to make room for others. */
    public static Ruling.Kept shed(LiveJob job, Instant now) {
        JobState state = job.tries().attempt() == 0 ? JobState.REJECTED : JobState.FAILED;
        String message = "Too many jobs of this database wait, and this one had to go; send it again later.";
        return end(job, state, ErrorCatalog.error(ErrorCode.QUEUE_FULL, message), now);
    }

    /** It failed and may be redriven from the dead letters. */
    public static Ruling.Kept deadLetter(LiveJob job, JobError error, Instant now) {
        return deadLetter(job, error, new Output.Retries(job.tries().retries(), 0, null), now);
    }

    /** The same, with what is known of its automatic retries. */
    static Ruling.Kept deadLetter(LiveJob job, JobError error, Output.Retries retries, Instant now) {
        return and(
                end(job, JobState.FAILED, error, now),
                List.of(new Output.Undeliverable(error, Subjects.of(job, retries), null)));
    }

    static Ruling.Kept end(LiveJob job, JobState state, JobError error, Instant now) {
        return end(job, state, error, null, Outcomes.of(job, state, error, now), now);
    }

    /** The same with the decision that ended it. */
    static Ruling.Kept end(LiveJob job, JobState state, JobError error, Decision decision) {
        return end(job, state, error, decision, Outcomes.of(job, state, error, decision), decision.getAt());
    }

    private static Ruling.Kept end(
            LiveJob job, JobState state, JobError error, @Nullable Decision decision, QueryReply outcome, Instant now) {
        List<Output> told = List.of(
                new Output.Told(Events.later(job, state, error, decision, now)),
                new Output.Answered(job.asked().replyTo(), outcome));
        return new Ruling.Kept(job.ended(state, now), told, job.asked().traceparent(), left(job, state));
    }

    /** The same ending with more to send. */
    static Ruling.Kept and(Ruling.Kept ending, List<Output> more) {
        List<Output> outputs = new ArrayList<>(ending.outputs());
        outputs.addAll(more);
        return new Ruling.Kept(ending.stored(), outputs, ending.traceparent(), ending.notes());
    }

    /** The same with what the executor measured that gave the job back, in whatever tells of an end. */
    static Ruling.Kept measured(Ruling.Kept ending, @Nullable ExecutionMetrics metrics) {
        if (metrics == null) {
            return ending;
        }
        List<Output> outputs = ending.outputs().stream()
                .map(output -> measured(output, metrics))
                .toList();
        return new Ruling.Kept(ending.stored(), outputs, ending.traceparent(), ending.notes());
    }

    private static Output measured(Output output, ExecutionMetrics metrics) {
        return switch (output) {
            case Output.Answered(String to, QueryReply outcome) ->
                new Output.Answered(
                        to, QueryReply.newBuilder(outcome).setMetrics(metrics).build());
            case Output.Told(JobEvent event)
            when JobTransitions.terminal(event.getState()) ->
                new Output.Told(JobEvent.newBuilder(event).setMetrics(metrics).build());
            case Output other -> other;
        };
    }

    /** What the end of a job means for its session. */
    static List<Note> left(LiveJob job, JobState state) {
        String session = job.place().demand().session();
        return session == null
                ? List.of()
                : List.of(new Note.SessionLeft(SessionKey.of(job.key(), session), state == JobState.SUCCEEDED));
    }
}
