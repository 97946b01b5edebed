package dev.sluice.executor.lane;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryJob;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.seal.SealVerdict;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lets pass what the dispatcher sealed for this topic and this time, and nothing else. Thread-safe. */
public final class JobGate {
    private final Messages messages;
    private final JobSeal seal;

    public JobGate(Messages messages, JobSeal seal) {
        this.messages = messages;
        this.seal = seal;
    }

    Admission admit(ConsumerRecord<String, byte[]> record, Instant now) {
        return switch (messages.decode(QueryJob.class, record.value() == null ? new byte[0] : record.value())) {
            case Decoded.Message<QueryJob>(QueryJob job) -> admit(job, record.topic(), now);
            case Decoded.Undecodable<QueryJob>(var error) -> new Admission.Refused(error);
            case Decoded.RegistryDown<QueryJob>(String reason) -> new Admission.Undecided(reason);
        };
    }

    private Admission admit(QueryJob job, String topic, Instant now) {
        // The seal first, as of a time when it was fresh: a late job of ours still has to be answered, a forged one
        // must not be.
        return switch (seal.verify(job, topic, Instant.EPOCH)) {
            case SealVerdict.Broken(String reason) ->
                new Admission.Refused(
                        ErrorCatalog.error(ErrorCode.UNSEALED, "not sealed by this platform's dispatcher: " + reason));
            case SealVerdict.Intact() ->
                now.isBefore(job.getExpiresAt()) ? new Admission.Admitted(job) : new Admission.Late(job);
        };
    }
}
