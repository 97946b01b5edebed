package dev.sluice.dispatcher.estimate;

/**
 * How long a job will take.
 *
 * @param p50 what half of its executions keep within, milliseconds; what its turn is charged
 * @param p95 what nineteen of twenty keep within, milliseconds; what chooses the lane
 * @param samples executions this rests on, the older ones counting less; 0 for a guess
 */
public record Prediction(double p50, double p95, double samples, Source source) {
    /** Where a prediction comes from. */
    public enum Source {
        /** Measured executions of the same statement on the same database. */
        HISTORY,
        /** The weight of the text. */
        SCORE
    }
}
