package dev.sluice.benchmarks.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything one run measured. Flows are in the order they were measured, one at least.
 *
 * @param othersBefore cores that other processes kept busy before it began
 */
record FlowResult(double othersBefore, Rounds rounds, Limits limits, Map<Delivery, Flow> flows) {
    /** What Sluice cannot beat on this machine. */
    record Limits(Figures raw, Figures passThrough, double jdbcPerSecond) {}

    /** Sluice itself, and where its time went at the fixed rate and at full load. */
    record Flow(Figures figures, JobTimes calm, JobTimes loaded) {}

    FlowResult {
        if (flows.isEmpty()) {
            throw new IllegalArgumentException("no flow was measured");
        }
        flows = Collections.unmodifiableMap(new LinkedHashMap<>(flows));
    }
}
