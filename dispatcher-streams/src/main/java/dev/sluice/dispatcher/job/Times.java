package dev.sluice.dispatcher.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a job was submitted, by the producer's clock, and accepted, by ours, and between which times it may start. */
public record Times(
        Instant submittedAt,
        Instant acceptedAt,
        @Nullable Instant notBefore,
        @Nullable Instant deadline) {
    /** The same, but not to start before the time given. */
    public Times notBefore(@Nullable Instant start) {
        return new Times(submittedAt, acceptedAt, start, deadline);
    }
}
