package dev.sluice.executor.outcome;

import dev.sluice.executor.take.Delivery;
import dev.sluice.message.AttemptStart;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.List;
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

    public ProducerRecord<String, byte[]> reply(Delivery delivery, String replyTo, QueryReply reply) {
        return record(delivery, replyTo, reply.getJobId(), messages.encode(reply));
    }

    public ProducerRecord<String, byte[]> event(Delivery delivery, JobEvent event) {
        return record(delivery, topics.events(), event.getDatabase(), messages.encode(event));
    }

    /** A dead letter of the delivery as it was read. The job is null if the record is not one, or not one to be trusted. */
    public ProducerRecord<String, byte[]> deadLetter(
            Delivery delivery, @Nullable QueryJob job, JobError error, boolean redrivable) {
        return record(
                delivery,
                topics.deadLetters(),
                job == null ? null : job.getDatabase(),
                messages.encode(DeadLetters.of(delivery, job, error, redrivable, clock.instant())));
    }

    /** The dead letter of a job that seems to end its executors, with what is known of its starts. */
    public ProducerRecord<String, byte[]> poison(
            Delivery delivery, QueryJob job, JobError error, List<AttemptStart> history) {
        DeadLetter letter = DeadLetter.newBuilder(DeadLetters.of(delivery, job, error, true, clock.instant()))
                .setStarts(delivery.starts())
                .setHistory(history)
                .build();
        return record(delivery, topics.deadLetters(), job.getDatabase(), messages.encode(letter));
    }

    private static ProducerRecord<String, byte[]> record(
            Delivery delivery, String topic, @Nullable String key, byte[] value) {
        return new ProducerRecord<>(topic, null, key, value, delivery.trace());
    }
}
