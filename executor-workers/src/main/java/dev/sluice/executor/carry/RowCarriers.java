package dev.sluice.executor.carry;

import dev.sluice.executor.publish.Publishing;
import dev.sluice.message.QueryJob;
import java.time.Duration;

/** Makes what carries rows: over the reply topic first, then into the store. Thread-safe. */
public record RowCarriers(Publishing publishing, KeptResults kept) {
    /** What carries the rows of one execution. */
    public RowCarrier of(QueryJob job, String resultId) {
        return kept.carrier(publishing.chunks(job, resultId), resultId, Duration.ofMillis(job.getTimeoutMillis()));
    }
}
