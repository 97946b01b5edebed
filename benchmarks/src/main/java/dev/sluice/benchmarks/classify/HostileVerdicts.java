package dev.sluice.benchmarks.classify;

import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.classify.Classify;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.schemas.lex.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long the verdict on each hostile text takes in each dialect, met for the first time. Timed here and not by JMH, because
 * milliseconds need no more care and hundreds of JVMs would take an hour.
 *
 * @param rounds verdicts timed on each text, after as many that are not
 */
record HostileVerdicts(int rounds) {
    /**
     * What one text took.
     *
     * @param worstMillis the slowest of all rounds, whatever else the machine did meanwhile
     */
    record Figures(HostileText text, Dialect dialect, double medianMillis, double worstMillis) {}

    HostileVerdicts {
        if (rounds < 1) {
            throw new IllegalArgumentException("at least 1 round is measured");
        }
    }

    /** The slowest first. */
    List<Figures> measured() {
        Parsers.warmUp();
        List<Figures> measured = new ArrayList<>();
        for (HostileText text : HostileText.values()) {
            for (Dialect dialect : Dialect.values()) {
                measured.add(measured(text, dialect));
            }
        }
        measured.sort((one, other) -> Double.compare(other.medianMillis(), one.medianMillis()));
        return measured;
    }

    private Figures measured(HostileText text, Dialect dialect) {
        Classify classify = JobStep.classify(0);
        double[] millis = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            long from = System.nanoTime();
            Verdict<Analysis> verdict = classify.analyse(JobStep.TENANT, text.sql(), dialect);
            double took = (System.nanoTime() - from) / 1e6;
            if (verdict instanceof Verdict.Postponed<Analysis>) {
                throw new IllegalStateException("no verdict on " + text.title());
            }
            millis[Math.max(round, 0)] = took;
        }
        Arrays.sort(millis);
        return new Figures(text, dialect, millis[rounds / 2], millis[rounds - 1]);
    }
}
