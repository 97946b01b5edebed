package dev.sluice.dispatcher.job;

import org.jspecify.annotations.Nullable;

/** Who asked, what (as a hash, see RequestHash), where the answer goes, and the trace it belongs to. */
public record Asked(
        String principal,
        String requestHash,
        String replyTo,
        @Nullable String traceparent) {}
