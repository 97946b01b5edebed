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
        @Nullable Integer templateVersion) {
    /** The same with the version of its template, given as {@code id@version}; null if it is of none. */
    public Asked pinned(@Nullable String template) {
        return template == null
                ? this
                : new Asked(
                        principal,
                        requestHash,
                        replyTo,
                        traceparent,
                        Integer.valueOf(template.substring(template.lastIndexOf('@') + 1)));
    }
}
