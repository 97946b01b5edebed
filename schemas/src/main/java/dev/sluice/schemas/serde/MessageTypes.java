package dev.sluice.schemas.serde;

import dev.sluice.message.AuditEvent;
import dev.sluice.message.CacheEntry;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.ExecutorHeartbeat;
import dev.sluice.message.Invalidation;
import dev.sluice.message.JobEvent;
import dev.sluice.message.LaneOrder;
import dev.sluice.message.Policy;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.QueryTemplate;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The messages that travel as records of their own; the other types only travel inside these. Thread-safe. */
public final class MessageTypes {
    /** Every one, in the order of a job's life. */
    public static final List<Class<? extends SpecificRecord>> ALL = List.of(
            QueryRequest.class,
            QueryJob.class,
            JobEvent.class,
            QueryReply.class,
            DeadLetter.class,
            ControlCommand.class,
            DatabaseDefinition.class,
            QueryTemplate.class,
            Policy.class,
            LaneOrder.class,
            CacheEntry.class,
            Invalidation.class,
            ExecutorHeartbeat.class,
            AuditEvent.class);

    private MessageTypes() {}

    /** The type of this name, simple or full. */
    public static Optional<Class<? extends SpecificRecord>> named(String name) {
        return ALL.stream()
                .filter(type ->
                        type.getName().equals(name) || type.getSimpleName().equals(name))
                .findFirst();
    }

    /** Its schema as this release knows it. */
    public static Schema schema(Class<? extends SpecificRecord> type) {
        return SpecificData.get().getSchema(type);
    }
}
