package dev.sluice.dispatcher.estimate;

import dev.sluice.dispatcher.authorize.Authorized;
import dev.sluice.dispatcher.classify.Classified;
import dev.sluice.message.Lane;
import org.jspecify.annotations.Nullable;

/** Picks the lane by the weight of the text; a hint of the producer can only make it slower. */
public final class Estimate {
    /** What a few joins with an aggregate, or one subquery, weigh. */
    private static final int MEDIUM_AT_MOST = 5;

    private Estimate() {}

    public static Estimated estimate(Authorized authorized) {
        Classified job = authorized.classified();
        Lane hint = job.resolved().accepted().request().getLaneHint();
        return new Estimated(authorized, slower(byWeight(job.weight()), hint));
    }

    private static Lane byWeight(int weight) {
        if (weight == 0) {
            return Lane.FAST;
        }
        return weight <= MEDIUM_AT_MOST ? Lane.MEDIUM : Lane.SLOW;
    }

    private static Lane slower(Lane lane, @Nullable Lane hint) {
        // Only a result that is there makes a job one for the cache lane, never a wish.
        return hint == null || hint == Lane.CACHE || hint.compareTo(lane) < 0 ? lane : hint;
    }
}
