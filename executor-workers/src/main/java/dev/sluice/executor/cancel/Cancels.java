package dev.sluice.executor.cancel;

import dev.sluice.executor.follow.TopicReader;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels what the control topic says, from a day back on: a job may still come whose cancel came while nobody read, and to be told twice
 * does no harm.
 */
public final class Cancels implements TopicReader {
    private static final Logger log = LoggerFactory.getLogger(Cancels.class);

    private final Messages messages;
    private final JobsInHand jobs;
    private final CommandGate gate;

    public Cancels(Messages messages, JobsInHand jobs, CommandGate gate) {
        this.messages = messages;
        this.jobs = jobs;
        this.gate = gate;
    }

    @Override
    public Instant since() {
        return jobs.cancelsSince();
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> record) {
        switch (messages.decode(ControlCommand.class, record.value() == null ? new byte[0] : record.value())) {
            case Decoded.Message<ControlCommand>(ControlCommand command) -> obey(record, command);
            case Decoded.Undecodable<ControlCommand>(var error) ->
                log.atDebug()
                        .addKeyValue("errorCode", error.getCode())
                        .log("A control command cannot be read; skipped");
            case Decoded.RegistryDown<ControlCommand>(String reason) ->
                throw new IllegalStateException("the registry does not answer: " + reason); // it is read again
        }
    }

    @Override
    public boolean looked() {
        return true;
    }

    private void obey(ConsumerRecord<String, byte[]> record, ControlCommand command) {
        if (command.getType() == CommandType.CANCEL && command.getJobId() != null && gate.lets(record)) {
            JobKey key = new JobKey(command.getDatabase(), command.getTenant(), command.getJobId());
            jobs.cancel(key, Instant.ofEpochMilli(record.timestamp()));
        }
    }
}
