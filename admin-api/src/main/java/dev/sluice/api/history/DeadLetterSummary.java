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
        Failure failure,
        Retrying retrying,
        Starts starts) {

    /** Where it was read and how large it is. */
    record Source(String topic, int partition, long offset, long valueBytes) {}

    /** Starts that were counted, and a JSON array of those that events told of. */
    record Starts(int counted, String history) {}

    /** Automatic retries: those before, those granted, and when the next may start, if one follows. */
    record Retrying(int before, int granted, @Nullable Instant next) {}

    /** Why it is one. */
    record Failure(String errorCode, String message, int attempts, boolean redrivable) {}
}
