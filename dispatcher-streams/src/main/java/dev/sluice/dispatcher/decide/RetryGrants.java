package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.policy.PolicyLimits;
import java.time.Instant;

/** What the policies of today grant jobs whose tries are used up. */
public interface RetryGrants {
    /** What they grant this job. Does not block for long. */
    Standing standing(LiveJob job, Instant now);

    /** What a look at the policies shows. */
    sealed interface Standing {
        record Known(PolicyLimits.Retries retries) implements Standing {}

        /** Nobody can tell now. */
        record Unreadable(String reason) implements Standing {}
    }
}
