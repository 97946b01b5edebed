package dev.sluice.benchmarks.classify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Everything one run measured.
 *
 * @param othersBefore cores that other processes kept busy before it began
 * @param hostile verdicts on texts made to hurt, the slowest first
 */
record ClassifyResult(
        double othersBefore,
        Map<Corpus, Figures> hits,
        Map<Corpus, Figures> misses,
        Figures unchecked,
        Figures checked,
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

    /** What the security checks add to the classification of a known statement. */
    double securityOverheadPercent() {
        return 100 * (checked.meanMicros() - unchecked.meanMicros()) / unchecked.meanMicros();
    }
}
