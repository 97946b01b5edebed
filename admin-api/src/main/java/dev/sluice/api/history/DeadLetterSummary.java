package dev.sluice.api.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A dead letter without its bytes. */
record DeadLetterSummary(
        String id,
        Instant at,
        Source source,
        @Nullable String jobId,
        @Nullable String tenant,
        @Nullable String database,
        Failure failure) {

    /** Where it was read and how large it is. */
    record Source(String topic, int partition, long offset, long valueBytes) {}

    /** Why it is one. */
    record Failure(String errorCode, String message, int attempts, boolean redrivable) {}
}
