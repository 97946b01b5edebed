package dev.sluice.benchmarks.dispatch;

import java.util.Map;

/**
 * What one run measured.
 *
 * @param stages by name, the dispatcher first
 * @param admissionNanos of one admission, by how many jobs wait
 * @param tenantNanos of one admission, by how many tenants share a hundred thousand waiting jobs
 */
record DispatchResult(
        Map<String, Stage> stages,
        Map<Integer, Double> admissionNanos,
        Map<Integer, Double> tenantNanos,
        double bytesPerWaitingJob,
        double jain,
        Fairness.HighPriority highPriority) {
    static final String DISPATCHER = "dispatcher";
    static final String BARE = "bare topology";
    static final String ECHO = "producer to consumer";

    /** One way from a request to a job; CPU time is that of the stream threads, a job. */
    record Stage(double perSecond, double cpuMicros, double p50Millis, double p99Millis) {}

    Stage stage(String name) {
        Stage stage = stages.get(name);
        if (stage == null) {
            throw new IllegalStateException(name + " was not measured");
        }
        return stage;
    }

    /** How much of what a topology can do that decides nothing is left when the dispatcher decides. */
    double passThroughRatio() {
        return stage(DISPATCHER).perSecond() / stage(BARE).perSecond();
    }

    /** How much dearer an admission is with a million waiting jobs than with a thousand. */
    double admissionRatio() {
        return admissionNanos.getOrDefault(1_000_000, Double.NaN) / admissionNanos.getOrDefault(1_000, Double.NaN);
    }
}
