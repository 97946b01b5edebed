package dev.sluice.dispatcher.accept;

import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A decoded request as it came: which priority its topic has, its bytes, and the W3C trace it belongs to. */
public record Requested(
        QueryRequest request,
        Priority priority,
        ByteBuffer bytes,
        @Nullable String traceparent) {
    public Requested {
        bytes = bytes.asReadOnlyBuffer();
    }
}
