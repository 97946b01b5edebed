package dev.sluice.executor.publish;

import dev.sluice.executor.take.Delivery;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns messages into records for their topics. Thread-safe. */
public final class OutcomeRecords {
    private final Topics topics;
    private final Messages messages;
    private final InstantSource clock;

    public OutcomeRecords(Topics topics, Messages messages, InstantSource clock) {
        this.topics = topics;
        this.messages = messages;
        this.clock = clock;
    }

    public ProducerRecord<String, byte[]> reply(String replyTo, QueryReply reply) {
        return new ProducerRecord<>(replyTo, reply.getJobId(), messages.encode(reply));
    }

    public ProducerRecord<String, byte[]> event(JobEvent event) {
        return new ProducerRecord<>(topics.events(), event.getDatabase(), messages.encode(event));
    }

    /** A dead letter of the delivery as it was read. The job is null if the record is not one, or not one to be trusted. */
    public ProducerRecord<String, byte[]> deadLetter(
            Delivery delivery, @Nullable QueryJob job, JobError error, boolean redrivable) {
        return new ProducerRecord<>(
                topics.deadLetters(),
                job == null ? null : job.getDatabase(),
                messages.encode(DeadLetters.of(delivery, job, error, redrivable, clock.instant())));
    }
}
