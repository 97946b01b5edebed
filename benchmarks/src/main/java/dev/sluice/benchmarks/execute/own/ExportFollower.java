package dev.sluice.benchmarks.execute.own;

import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes the job of an export, waits for its event, and reads its rows only afterwards, so that the reading is no part of the time. */
final class ExportFollower implements AutoCloseable {
    private static final Set<EventType> ENDS = EnumSet.of(
            EventType.SUCCEEDED, EventType.FAILED, EventType.CANCELLED, EventType.EXPIRED, EventType.UNKNOWN);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Messages messages;
    private final Outcomes outcomes;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> events;
    private final KafkaConsumer<String, byte[]> replies;

    ExportFollower(String servers, String eventTopic, String replyTopic, Messages messages) {
        this.messages = messages;
        this.outcomes = new Outcomes(messages);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
        this.events = atEnd(servers, eventTopic);
        this.replies = atEnd(servers, replyTopic);
    }

    /** Nanoseconds until the job has succeeded. */
    long run(ProducerRecord<String, byte[]> job) throws TimeoutException {
        long began = System.nanoTime();
        var unused = producer.send(job);
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            for (ConsumerRecord<String, byte[]> record : events.poll(POLL)) {
                if (messages.decode(JobEvent.class, record.value()) instanceof Decoded.Message<JobEvent>(JobEvent event)
                        && event.getJobId().equals(job.key())
                        && ENDS.contains(event.getType())) {
                    long nanos = System.nanoTime() - began;
                    if (event.getType() != EventType.SUCCEEDED) {
                        throw new IllegalStateException(
                                "the export ended " + event.getType() + ": " + event.getError());
                    }
                    return nanos;
                }
            }
        }
        throw new TimeoutException("the export did not end within " + PATIENCE.toSeconds() + " s");
    }

    /** Throws unless so many rows are in the chunks that the outcome names. */
    void verify(String id, long rows) throws TimeoutException {
        Map<String, Long> byResult = new HashMap<>();
        long began = System.nanoTime();
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            for (ConsumerRecord<String, byte[]> record : replies.poll(POLL)) {
                QueryReply reply = outcomes.decode(record.value());
                if (reply.getKind() == ReplyKind.ROWS) {
                    byResult.merge(reply.getResultId(), reply.getRowCount(), Long::sum);
                } else if (reply.getJobId().equals(id)) {
                    long chunked = byResult.getOrDefault(reply.getResultId(), 0L);
                    if (outcomes.rows(record.value()) != rows || chunked != rows) {
                        throw new IllegalStateException("%,d rows were exported in chunks with %,d of %,d"
                                .formatted(reply.getRowCount(), chunked, rows));
                    }
                    return;
                }
            }
        }
        throw new TimeoutException("the outcome of the export is missing");
    }

    @Override
    public void close() {
        producer.close();
        events.close();
        replies.close();
    }

    private static KafkaConsumer<String, byte[]> atEnd(String servers, String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        return consumer;
    }
}
