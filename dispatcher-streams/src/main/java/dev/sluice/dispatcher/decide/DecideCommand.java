package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Memory;
import dev.sluice.dispatcher.job.Stored;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What follows from a command. Reads memory, changes nothing. */
public final class DecideCommand {
    private final Memory memory;

    public DecideCommand(Memory memory) {
        this.memory = memory;
    }

    public Ruling decide(ControlCommand command, Instant now) {
        if (command.getType() != CommandType.CANCEL) {
            return new Ruling.Ignored("not for the dispatcher");
        }
        String jobId = command.getJobId();
        Optional<JobKey> key =
                jobId == null ? Optional.empty() : JobKey.of(command.getDatabase(), command.getTenant(), jobId);
        return key.map(known -> cancel(known, now)).orElseGet(DecideCommand::unusable);
    }

    private Ruling cancel(JobKey key, Instant now) {
        return switch (memory.find(key)) {
            case null -> new Ruling.Kept(new Stored.CancelledAhead(key, now), List.of(), null);
            case Stored.EndedJob ended -> new Ruling.Ignored("already ended");
            case Stored.CancelledAhead ahead -> new Ruling.Ignored("already cancelled");
            // Once routed, only the executor that has the record may end it; it reads the same command.
            case LiveJob live -> live.waits() ? Endings.cancel(live, now) : new Ruling.Ignored("with an executor");
        };
    }

    private static Ruling unusable() {
        JobError error = ErrorCatalog.error(
                ErrorCode.INVALID_REQUEST, "A CANCEL names database, tenant and jobId of the job, all well formed.");
        return new Ruling.Sent(List.of(new Output.Undeliverable(error, Output.Subject.UNKNOWN, null)), null);
    }
}
