package dev.sluice.dispatcher.job;

import org.jspecify.annotations.Nullable;

/**
 * Who asked, what (as a hash, see RequestHash), where the answer goes, and the trace it belongs to.
 *
 * @param templateVersion the version of the template that was the newest when the request came: that one runs, whatever comes later
 */
public record Asked(
        String principal,
        String requestHash,
        String replyTo,
        @Nullable String traceparent,
        @Nullable Integer templateVersion) {}
