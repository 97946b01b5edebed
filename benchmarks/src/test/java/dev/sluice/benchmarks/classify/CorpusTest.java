package dev.sluice.benchmarks.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.Complexity;
import dev.sluice.schemas.lex.Dialect;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusTest {
    @ParameterizedTest
    @EnumSource(Corpus.class)
    void everyTextIsOneStatementThatParses(Corpus corpus) {
        var classify = JobStep.classify(0);

        assertThat(corpus.texts())
                .allSatisfy(sql -> assertThat(classify.analyse(JobStep.TENANT, sql, Dialect.POSTGRESQL))
                        .isInstanceOfSatisfying(
                                Verdict.Passed.class,
                                passed -> assertThat(((Analysis) passed.value())
                                                .touched()
                                                .parsed())
                                        .isTrue()));
    }

    @Test
    void warehouseQueriesAreManyDifferentAndComplex() {
        var classify = JobStep.classify(0);
        var fingerprints = new HashSet<String>();

        for (String sql : Corpus.TPC_DS_LIKE.texts()) {
            if (classify.analyse(JobStep.TENANT, sql, Dialect.POSTGRESQL)
                    instanceof Verdict.Passed<Analysis>(Analysis analysis)) {
                fingerprints.add(analysis.fingerprint());
                assertThat(analysis.complexity()).isGreaterThanOrEqualTo(Complexity.COMPLEX);
            }
        }

        assertThat(Corpus.TPC_DS_LIKE.texts()).hasSize(99);
        assertThat(fingerprints).hasSizeGreaterThan(80);
    }
}
