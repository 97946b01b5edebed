package dev.sluice.dispatcher.receive;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record as it was read, bytes untouched. Does not copy: nobody may change the arrays. */
public final class Received {
    /** On a record that was moved to the partition of its key; a second move would be a loop. */
    public static final String REKEYED_HEADER = "sluice-rekeyed";

    /** On events of the dispatcher, so that it need not decode its own. */
    public static final String FROM_HEADER = "sluice-from";

    public static final String TRACE_HEADER = "traceparent";
    private static final int TRACE_LENGTH = 55;

    private final String topic;
    private final int partition;
    private final long offset;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;

    public Received(
            String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    public byte @Nullable [] key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }

    public Headers headers() {
        return headers;
    }

    public boolean has(String header) {
        return headers.lastHeader(header) != null;
    }

    /** The W3C trace of the record, if it has one that is well formed. */
    public @Nullable String traceparent() {
        Header header = headers.lastHeader(TRACE_HEADER);
        if (header == null || header.value() == null || header.value().length != TRACE_LENGTH) {
            return null;
        }
        String trace = new String(header.value(), StandardCharsets.US_ASCII);
        boolean wellFormed = trace.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0);
        return wellFormed ? trace : null;
    }
}
