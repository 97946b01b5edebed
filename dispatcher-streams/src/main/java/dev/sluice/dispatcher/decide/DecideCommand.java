package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Memory;
import dev.sluice.dispatcher.job.Stored;
import dev.sluice.dispatcher.job.Tries;
import dev.sluice.dispatcher.route.Events;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What follows from a command. Reads memory, changes nothing.
 *
 * <p>Every CANCEL and EXPLAIN is answered by one event that names the command. A CANCEL of a job that an executor has is answered when
 * that job ends: only then is it known who was first.
 */
public final class DecideCommand {
    /** It is kept with the job until the answer. */
    private static final int LONGEST_ID = 64;

    private final Memory memory;

    public DecideCommand(Memory memory) {
        this.memory = memory;
    }

    public Ruling decide(ControlCommand command, Instant now) {
        return switch (command.getType()) {
            case CANCEL -> named(command, key -> cancel(key, command.getCommandId(), now));
            case EXPLAIN -> named(command, key -> explain(key, command.getCommandId(), now));
            case INVALIDATE, REDRIVE, OTHER -> new Ruling.Ignored("not for the dispatcher");
        };
    }

    private static Ruling named(ControlCommand command, Function<JobKey, Ruling> next) {
        String jobId = command.getJobId();
        int length = command.getCommandId().length();
        boolean usable = jobId != null && length > 0 && length <= LONGEST_ID;
        Optional<JobKey> key = usable ? JobKey.of(command.getDatabase(), command.getTenant(), jobId) : Optional.empty();
        return key.map(next).orElseGet(DecideCommand::unusable);
    }

    private Ruling cancel(JobKey key, String commandId, Instant now) {
        return switch (memory.find(key)) {
            case null ->
                new Ruling.Kept(
                        new Stored.CancelledAhead(key, now),
                        answer(key, JobState.UNKNOWN, commandId, CommandAnswer.NOT_FOUND, now),
                        null);
            case Stored.CancelledAhead ahead ->
                sent(answer(key, JobState.UNKNOWN, commandId, CommandAnswer.NOT_FOUND, now));
            case Stored.EndedJob ended -> {
                boolean cancelled = ended.state() == JobState.CANCELLED;
                CommandAnswer answer = cancelled ? CommandAnswer.CANCELLED : CommandAnswer.TOO_LATE;
                yield sent(answer(key, ended.state(), commandId, answer, now));
            }
            case LiveJob live -> live.waits() ? cancelWaiting(live, commandId, now) : mark(live, commandId, now);
        };
    }

    private static Ruling cancelWaiting(LiveJob job, String commandId, Instant now) {
        Ruling.Kept ended = Endings.cancel(job, now);
        return Endings.and(ended, answer(job.key(), JobState.CANCELLED, commandId, CommandAnswer.CANCELLED, now));
    }

    /** Once routed, only the executor that has the record may end it, and it reads the same command; we see to it that it is not retried. */
    private static Ruling mark(LiveJob job, String commandId, Instant now) {
        if (job.tries().cancels().size() >= Tries.MOST_CANCELS) {
            return sent(answer(job.key(), job.state(), commandId, CommandAnswer.REFUSED, now));
        }
        return new Ruling.Kept(
                job.cancelledBy(commandId), List.of(), job.asked().traceparent());
    }

    private Ruling explain(JobKey key, String commandId, Instant now) {
        return switch (memory.find(key)) {
            case null -> sent(answer(key, JobState.UNKNOWN, commandId, CommandAnswer.NOT_FOUND, now));
            case Stored.CancelledAhead ahead ->
                sent(answer(key, JobState.UNKNOWN, commandId, CommandAnswer.NOT_FOUND, now));
            case Stored.EndedJob ended -> sent(answer(key, ended.state(), commandId, CommandAnswer.TOO_LATE, now));
            case LiveJob live -> new Ruling.Explained(live, commandId);
        };
    }

    private static List<Output> answer(
            JobKey key, JobState state, String commandId, CommandAnswer answer, Instant now) {
        return List.of(new Output.Told(Events.answered(key, state, commandId, answer, now)));
    }

    private static Ruling sent(List<Output> outputs) {
        return new Ruling.Sent(outputs, null);
    }

    private static Ruling unusable() {
        JobError error = ErrorCatalog.error(
                ErrorCode.INVALID_REQUEST,
                "A CANCEL or an EXPLAIN has a commandId of 1 to 64 characters and names database, tenant and jobId of the job.");
        return new Ruling.Sent(List.of(new Output.Undeliverable(error, Output.Subject.UNKNOWN, null)), null);
    }
}
