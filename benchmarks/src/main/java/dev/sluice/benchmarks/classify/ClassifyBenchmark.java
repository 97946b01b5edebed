package dev.sluice.benchmarks.classify;

import dev.sluice.dispatcher.authorize.Authorize;
import dev.sluice.dispatcher.authorize.Authorized;
import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.classify.Classified;
import dev.sluice.dispatcher.classify.Classify;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.resolve.Resolved;
import dev.sluice.schemas.lex.Dialect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One statement at a time, the texts of a corpus in turn. JMH makes subclasses of it, so it is neither final nor closed. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ClassifyBenchmark {
    private static final long PLENTY = 64L << 20;

    /** Whose texts. */
    @Param
    public Corpus corpus = Corpus.SIMPLE;

    private List<String> texts = List.of();
    private List<Resolved> jobs = List.of();
    private int next;
    private final Classify remembering = JobStep.classify(PLENTY);
    private final Classify forgetful = JobStep.classify(0);
    private final Authorize checks = JobStep.checks();

    /** Every text is met once before; a text that does not parse would be measured as a quick one, so it ends the run. */
    @Setup
    public void meet() {
        Parsers.warmUp();
        texts = corpus.texts();
        jobs = texts.stream().map(JobStep::job).toList();
        for (String sql : texts) {
            if (!(remembering.analyse(JobStep.TENANT, sql, Dialect.POSTGRESQL)
                            instanceof Verdict.Passed<Analysis>(Analysis analysis))
                    || !analysis.touched().parsed()) {
                throw new IllegalStateException("does not parse: " + sql);
            }
        }
    }

    /** Gate, fingerprint and look-up of a statement that is known. */
    @Benchmark
    public Verdict<Analysis> hit() {
        return remembering.analyse(JobStep.TENANT, texts.get(following()), Dialect.POSTGRESQL);
    }

    /** The same of one that is not: analysis by tokens and by a parser besides. */
    @Benchmark
    public Verdict<Analysis> miss() {
        return forgetful.analyse(JobStep.TENANT, texts.get(following()), Dialect.POSTGRESQL);
    }

    /** The whole step for a job of one known statement. */
    @Benchmark
    public Verdict<Classified> unchecked() {
        return remembering.classify(jobs.get(following()));
    }

    /** The whole step and the security checks. */
    @Benchmark
    public Verdict<Authorized> checked() {
        return JobStep.checked(remembering, checks, jobs.get(following()));
    }

    private int following() {
        next = next + 1 < texts.size() ? next + 1 : 0;
        return next;
    }
}
