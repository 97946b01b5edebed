package dev.sluice.dispatcher.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a decision may look up about the past. Does not block. */
public interface Memory {
    /** What is remembered under this key, or null. */
    @Nullable
    Stored find(JobKey key);

    /** The time before which jobs may have been forgotten to keep their number within bounds. */
    Instant horizon();

    /** The mark of a bucket of this database, see Throttle, or the beginning of time. */
    Instant rateMark(String database, String bucket);
}
