package dev.sluice.sink.fold;

import dev.sluice.message.JobError;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One row of the dead letters: what the dispatcher or an executor gave up on, or a record that the sink itself could not keep.
 *
 * @param headers JSON object, text as text and other bytes as {@code {"base64": …}}
 * @param valueBytes size of the original, larger than {@code value} if that was capped
 */
public record DeadLetterRow(
        String id,
        Source source,
        Concerns concerns,
        Failure failure,
        @Nullable ByteBuffer value,
        long valueBytes,
        String headers,
        Retrying retrying,
        Starts starts,
        boolean redrivable,
        Instant at) {
    private static final int MAX_VALUE_BYTES = 64 * 1024;

    public DeadLetterRow {
        id = PlainText.storable(id);
        value = value == null ? null : value.asReadOnlyBuffer();
    }

    /** A record that the sink could not keep; named after its place, so that it is the same row however often it is read. */
    public static DeadLetterRow of(ConsumerRecord<?, byte[]> unkept, JobError error, Concerns concerns, Instant at) {
        byte @Nullable [] value = unkept.value();
        int length = value == null ? 0 : value.length;
        return new DeadLetterRow(
                "sink:" + unkept.topic() + ":" + unkept.partition() + ":" + unkept.offset(),
                new Source(unkept.topic(), unkept.partition(), unkept.offset()),
                concerns,
                new Failure(error.getCode().name(), error.getMessage()),
                value == null ? null : ByteBuffer.wrap(value, 0, Math.min(length, MAX_VALUE_BYTES)),
                length,
                "{}",
                Retrying.NEVER,
                Starts.NONE,
                false,
                at);
    }

    /** Where the record was read. */
    public record Source(String topic, int partition, long offset) {
        public Source {
            topic = PlainText.storable(topic);
        }
    }

    /** The job it is about, as far as that could be read. */
    public record Concerns(
            @Nullable String jobId,
            @Nullable String tenant,
            @Nullable String database) {
        public static final Concerns NOBODY = new Concerns(null, null, null);

        public Concerns {
            jobId = jobId == null ? null : PlainText.storable(jobId);
            tenant = tenant == null ? null : PlainText.storable(tenant);
            database = database == null ? null : PlainText.storable(database);
        }
    }

    /** The attempts made, and the automatic retries: those before, those granted, and when the next may start, if one follows. */
    public record Retrying(
            int attempts,
            int retries,
            int granted,
            @Nullable Instant next) {
        static final Retrying NEVER = new Retrying(0, 0, 0, null);
    }

    /** Starts that were counted, and a JSON array of those that events told of. */
    public record Starts(int counted, String history) {
        static final Starts NONE = new Starts(0, "[]");
    }

    /** Why it could not succeed. */
    public record Failure(String code, String message) {
        public Failure {
            message = PlainText.storable(message);
        }
    }
}
