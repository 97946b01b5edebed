package dev.sluice.benchmarks.classify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Everything one run measured.
 *
 * @param othersBefore cores that other processes kept busy before it began
 * @param unchecked classification of a job with a known simple statement
 * @param checked the same and the security checks
 * @param dispatchedMicros all that a job costs the dispatcher, see {@link dev.sluice.benchmarks.dispatch.DispatchCost}
 * @param hostile verdicts on texts made to hurt, the slowest first
 */
record ClassifyResult(
        double othersBefore,
        Map<Corpus, Figures> hits,
        Map<Corpus, Figures> misses,
        Figures unchecked,
        Figures checked,
        double dispatchedMicros,
        List<HostileVerdicts.Figures> hostile) {
    /** Time and allocation of one statement; percentiles only where each statement was timed by itself. */
    record Figures(double meanMicros, double p50Micros, double p99Micros, double bytes) {
        Figures faster(Figures other) {
            return other.meanMicros < meanMicros ? other : this;
        }
    }

    ClassifyResult {
        hits = new EnumMap<>(hits);
        misses = new EnumMap<>(misses);
        hostile = List.copyOf(hostile);
    }

    /** What the security checks of a known statement are of all that a job costs the dispatcher. */
    double securityOverheadPercent() {
        return 100 * (checked.meanMicros() - unchecked.meanMicros()) / dispatchedMicros;
    }
}
