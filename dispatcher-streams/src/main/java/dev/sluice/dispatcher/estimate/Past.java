package dev.sluice.dispatcher.estimate;

import org.jspecify.annotations.Nullable;

/** What is known of earlier executions. Does not block. */
@FunctionalInterface
public interface Past {
    /** How long the statement of this fingerprint took on this database, or null if it is not known there. */
    @Nullable
    Durations of(String database, String fingerprint);
}
