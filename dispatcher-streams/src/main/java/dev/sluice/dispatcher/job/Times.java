package dev.sluice.dispatcher.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a job was submitted, and between which times it may start. */
public record Times(
        Instant submittedAt,
        @Nullable Instant notBefore,
        @Nullable Instant deadline) {}
