package dev.sluice.sink;

import dev.sluice.message.AttemptStart;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes what dispatcher and executors would. */
final class Publishing implements AutoCloseable {
    static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

    private final Topics topics;
    private final Messages messages;
    private final KafkaProducer<String, byte[]> producer;

    Publishing(Topics topics, SchemaRegistry registry, String bootstrapServers, Map<String, Object> settings) {
        this.topics = topics;
        this.messages = new Messages(registry);
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrapServers);
        this.producer = new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    }

    KafkaProducer<String, byte[]> producer() {
        return producer;
    }

    /** A job from admission to its end with one inline row. */
    void wholeJob(String jobId) {
        event(event(jobId, EventType.ADMITTED, JobState.ADMITTED)
                .setStatementText("SELECT 1")
                .setSubmittedAt(AT)
                .build());
        send(topics.replies(), outcome(jobId, JobState.SUCCEEDED).build());
        event(event(jobId, EventType.SUCCEEDED, JobState.SUCCEEDED).build());
    }

    void event(JobEvent event) {
        send(topics.events(), event);
    }

    void reply(QueryReply reply) {
        send(topics.replies(), reply);
    }

    void deadLetter(DeadLetter letter) {
        send(topics.deadLetters(), letter);
    }

    void bytes(String topic, byte[] value) {
        // A record that did not arrive fails the test that waits for it.
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, "key", value));
    }

    private void send(String topic, SpecificRecord message) {
        bytes(topic, messages.encode(message));
    }

    static JobEvent.Builder event(String jobId, EventType type, JobState state) {
        return JobEvent.newBuilder()
                .setJobId(jobId)
                .setTenant("acme")
                .setPrincipal("ada")
                .setDatabase("demo")
                .setType(type)
                .setState(state)
                .setAttempt(1)
                .setAt(AT);
    }

    static QueryReply.Builder outcome(String jobId, JobState state) {
        return QueryReply.newBuilder()
                .setKind(ReplyKind.OUTCOME)
                .setJobId(jobId)
                .setTenant("acme")
                .setDatabase("demo")
                .setResultId("result of " + jobId)
                .setAttempt(1)
                .setAt(AT)
                .setState(state)
                .setRowCount(1)
                .setRows(rows("[[1]]"));
    }

    static QueryReply.Builder rows(String jobId, int chunk, String rows) {
        return outcome(jobId, JobState.SUCCEEDED)
                .setKind(ReplyKind.ROWS)
                .clearState()
                .setChunk(chunk)
                .setRows(rows(rows));
    }

    static DeadLetter.Builder deadLetter(String id) {
        return DeadLetter.newBuilder()
                .setId(id)
                .setSourceTopic("requests")
                .setSourcePartition(1)
                .setSourceOffset(7)
                .setValue(rows("?"))
                .setValueBytes(1)
                .setError(ErrorCatalog.error(ErrorCode.INVALID_ENVELOPE, "not a message"))
                .setRedrivable(false)
                .setRetries(1)
                .setRetriesGranted(3)
                .setRetryAt(AT)
                .setStarts(3)
                .setHistory(List.of(new AttemptStart(2, "node", AT)))
                .setAt(AT);
    }

    private static ByteBuffer rows(String json) {
        return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
