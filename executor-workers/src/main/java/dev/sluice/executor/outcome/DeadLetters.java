package dev.sluice.executor.outcome;

import dev.sluice.executor.take.Delivery;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.JobError;
import dev.sluice.message.QueryJob;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Words dead letters: the record as it was read, capped, and why it cannot succeed. Pure. */
final class DeadLetters {
    /** Room for headers, starts and the error. */
    private static final int ENVELOPE = 128 * 1024;

    private static final int MAX_VALUE = Topics.MAX_MESSAGE_BYTES - ENVELOPE;
    private static final int MAX_KEY = 1024;
    private static final int MAX_HEADERS = 32;
    private static final int MAX_HEADER = 1024;

    private DeadLetters() {}

    static DeadLetter of(Delivery delivery, @Nullable QueryJob job, JobError error, boolean redrivable, Instant now) {
        ConsumerRecord<String, byte[]> record = delivery.record();
        byte[] value = record.value() == null ? new byte[0] : record.value();
        DeadLetter.Builder letter = DeadLetter.newBuilder()
                .setId(id(record))
                .setSourceTopic(record.topic())
                .setSourcePartition(record.partition())
                .setSourceOffset(record.offset())
                .setKey(record.key() == null ? null : capped(record.key().getBytes(StandardCharsets.UTF_8), MAX_KEY))
                .setValue(capped(value, MAX_VALUE))
                .setValueBytes(value.length)
                .setHeaders(headers(record))
                .setError(error)
                .setRedrivable(redrivable && value.length <= MAX_VALUE)
                .setAt(now);
        if (job != null) {
            letter.setJobId(job.getJobId())
                    .setTenant(job.getTenant())
                    .setDatabase(job.getDatabase())
                    .setAttempts(job.getAttempt());
        }
        return letter.build();
    }

    /** The same record gives the same id, however often it is read. */
    private static String id(ConsumerRecord<String, byte[]> record) {
        String source = record.topic() + '/' + record.partition() + '/' + record.offset() + '/' + record.timestamp();
        return UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Map<String, ByteBuffer> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, ByteBuffer> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (headers.size() < MAX_HEADERS
                    && header.value() != null
                    && header.key().length() <= MAX_HEADER) {
                headers.put(header.key(), capped(header.value(), MAX_HEADER));
            }
        }
        return headers;
    }

    private static ByteBuffer capped(byte[] bytes, int max) {
        return ByteBuffer.wrap(bytes.length > max ? Arrays.copyOf(bytes, max) : bytes);
    }
}
