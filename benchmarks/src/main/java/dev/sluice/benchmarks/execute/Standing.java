package dev.sluice.benchmarks.execute;

import dev.sluice.benchmarks.execute.job.Workload;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Everything measured of one contender; latency is that of point selects at a fixed rate. */
record Standing(Map<Workload, Rate> rates, double p50Millis, double p99Millis) {
    Standing {
        rates = Collections.unmodifiableMap(new EnumMap<>(rates));
    }

    Rate rate(Workload workload) {
        Rate rate = rates.get(workload);
        if (rate == null) {
            throw new IllegalStateException(workload.title() + " was not measured");
        }
        return rate;
    }

    /** Point selects a second. */
    double perSecond() {
        return rate(Workload.POINT_SELECT).perSecond();
    }
}
