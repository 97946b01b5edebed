package dev.sluice.executor.publish;

import dev.sluice.executor.take.JobSource;
import dev.sluice.message.QueryJob;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.schemas.serde.Messages;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** Makes the publishers of one process, which share a producer for what goes outside transactions. Thread-safe. */
public final class Publishing {
    private final KafkaConnection kafka;
    private final PlainProducer producer;
    private final ReplyTopics replyTopics;
    private final Messages messages;
    private final MeterRegistry meters;
    private final InstantSource clock;

    public Publishing(
            KafkaConnection kafka,
            PlainProducer producer,
            ReplyTopics replyTopics,
            Messages messages,
            MeterRegistry meters,
            InstantSource clock) {
        this.kafka = kafka;
        this.producer = producer;
        this.replyTopics = replyTopics;
        this.messages = messages;
        this.meters = meters;
        this.clock = clock;
    }

    /** A publisher that commits outcomes and offsets together, or one that may repeat an outcome and answers sooner. */
    public OutcomePublisher outcomes(PublisherSettings settings, JobSource source, Delivered delivered) {
        Outlet outlet = switch (delivered) {
            case EXACTLY_ONCE -> new TransactionalOutlet(settings.name(), kafka, meters);
            case AT_LEAST_ONCE -> new AtLeastOnceOutlet(producer);
        };
        return new OutcomePublisher(settings, source, outlet, replyTopics);
    }

    /** A sender for the chunks of one execution. */
    public ChunkSender chunks(QueryJob job, String resultId) {
        return new ChunkSender(job, resultId, producer, messages, clock);
    }
}
