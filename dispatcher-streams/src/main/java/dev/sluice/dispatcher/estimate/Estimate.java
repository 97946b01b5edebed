package dev.sluice.dispatcher.estimate;

import dev.sluice.dispatcher.authorize.Authorized;
import dev.sluice.dispatcher.classify.Classified;
import dev.sluice.dispatcher.estimate.Prediction.Source;
import dev.sluice.message.Lane;
import org.jspecify.annotations.Nullable;

/**
 * Predicts how long a job takes, and picks its lane by that: from measured executions of the same statement on the same database, or
 * from the weight of the text while there are none. A hint of the producer can only make the lane slower.
 */
public final class Estimate {
    /** Fewer executions than three say little; until then the text decides. Three weigh a little less than three, see Durations. */
    private static final double ENOUGH = 2.9;
    /** What a few joins with an aggregate, or one subquery, weigh. */
    private static final int MEDIUM_AT_MOST = 5;

    private final Past past;
    private final LaneBounds bounds;

    public Estimate(Past past, LaneBounds bounds) {
        this.past = past;
        this.bounds = bounds;
    }

    public Estimated estimate(Authorized authorized) {
        Classified job = authorized.classified();
        Prediction prediction = predict(job);
        Lane hint = job.resolved().accepted().request().getLaneHint();
        return new Estimated(authorized, slower(lane(job, prediction), hint), prediction);
    }

    private Prediction predict(Classified job) {
        Durations durations =
                past.of(job.resolved().database().name(), job.traits().fingerprint());
        double samples = durations == null ? 0 : durations.samples();
        return durations == null || samples < ENOUGH
                ? score(job.weight())
                : new Prediction(durations.quantile(0.5), durations.quantile(0.95), samples, Source.HISTORY);
    }

    /** A guess from the text: a point access takes a millisecond or two, each point of weight makes it dearer. */
    private Prediction score(int weight) {
        double millis = weight <= MEDIUM_AT_MOST
                ? 2 + weight * bounds.fast().toMillis() * 0.6
                : bounds.medium().toMillis() * (1 + Math.min(weight, 100) / 20.0);
        return new Prediction(millis, 2 * millis, 0, Source.SCORE);
    }

    private Lane lane(Classified job, Prediction prediction) {
        // What changes tables as a whole or rebuilds them is short on an empty database and long on a full one.
        boolean rebuilds = switch (job.traits().statementClass()) {
            case DDL, MAINTENANCE -> true;
            case READ, WRITE, TRANSACTION, CONTROL -> false;
        };
        return rebuilds ? Lane.SLOW : bounds.laneOf(prediction.p95());
    }

    private static Lane slower(Lane lane, @Nullable Lane hint) {
        // Only a result that is there makes a job one for the cache lane, never a wish.
        return hint == null || hint == Lane.CACHE || hint.compareTo(lane) < 0 ? lane : hint;
    }
}
