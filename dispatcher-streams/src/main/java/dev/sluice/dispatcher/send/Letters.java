package dev.sluice.dispatcher.send;

import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes dead letters: the record as it was read, capped so that the letter itself always fits. */
final class Letters {
    private static final int ENVELOPE = 64 * 1024;
    private static final int MAX_KEY = 1024;
    private static final int MAX_HEADERS = 32;
    private static final int MAX_HEADER_NAME = 128;
    private static final int MAX_HEADER_VALUE = 1024;

    private Letters() {}

    /** A letter of at most so many bytes. */
    static DeadLetter write(Output.Undeliverable undeliverable, Received source, Instant now, int maxBytes) {
        Output.Subject subject = undeliverable.subject();
        ByteBuffer value = subject.request() != null ? subject.request() : wrap(source.value());
        int room = Math.max(maxBytes - ENVELOPE, 0);
        // Where there is room for nothing of the record, there is none for what came with it either.
        boolean bare = room == 0;
        return DeadLetter.newBuilder()
                .setId(id(subject, source))
                .setSourceTopic(source.topic())
                .setSourcePartition(source.partition())
                .setSourceOffset(source.offset())
                .setKey(cap(wrap(source.key()), bare ? 0 : MAX_KEY))
                .setValue(cap(value, room))
                .setValueBytes(value == null ? 0 : value.remaining())
                .setHeaders(bare ? Map.of() : headers(source.headers()))
                .setJobId(subject.jobId())
                .setTenant(subject.tenant())
                .setDatabase(subject.database())
                .setError(undeliverable.error())
                .setAttempts(subject.attempts())
                .setDecision(undeliverable.decision())
                .setRedrivable(subject.redrivable() && (value == null || value.remaining() <= room))
                .setAt(now)
                .setRetries(subject.retries().before())
                .setRetriesGranted(subject.retries().granted())
                .setRetryAt(subject.retries().at())
                .build();
    }

    /** The same record gives the same id however often it is read. */
    private static String id(Output.Subject subject, Received source) {
        boolean recalled = subject.request() != null || source.offset() < 0;
        return recalled
                ? subject.jobId() + ":" + subject.attempts()
                        + retry(subject.retries().before())
                : source.topic() + ':' + source.partition() + ':' + source.offset();
    }

    /** A retry that is withdrawn while it waits has made no attempt since the letter before. */
    private static String retry(int number) {
        return number == 0 ? "" : ":" + number;
    }

    private static Map<String, ByteBuffer> headers(Headers headers) {
        Map<String, ByteBuffer> capped = new HashMap<>();
        for (Header header : headers) {
            if (capped.size() == MAX_HEADERS) {
                break;
            }
            ByteBuffer value = cap(wrap(header.value()), MAX_HEADER_VALUE);
            if (value != null && header.key().length() <= MAX_HEADER_NAME) {
                capped.put(header.key(), value);
            }
        }
        return capped;
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static @Nullable ByteBuffer cap(@Nullable ByteBuffer bytes, int most) {
        return bytes == null ? null : bytes.slice(bytes.position(), Math.min(bytes.remaining(), most));
    }
}
