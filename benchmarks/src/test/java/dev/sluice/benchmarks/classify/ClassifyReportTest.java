package dev.sluice.benchmarks.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.classify.ClassifyResult.Figures;
import dev.sluice.schemas.lex.Dialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassifyReportTest {
    private static final ClassifyReport REPORT = new ClassifyReport(new ClassifyResult(
            0.7,
            Map.of(Corpus.SIMPLE, mean(0.5, 150), Corpus.TPC_H, mean(3, 150), Corpus.TPC_DS_LIKE, mean(8, 150)),
            Map.of(
                    Corpus.SIMPLE, new Figures(10, 9, 20, 9_000),
                    Corpus.TPC_H, new Figures(60, 55, 1_200, 30_000),
                    Corpus.TPC_DS_LIKE, new Figures(100, 90, 300, 70_000)),
            mean(1.5, 2_600),
            mean(1.8, 2_700),
            30,
            List.of(
                    new HostileVerdicts.Figures(HostileText.UNIONS, Dialect.MYSQL, 51.26, 70),
                    new HostileVerdicts.Figures(HostileText.CASES, Dialect.DB2, 0.4, 0.5))));

    @Test
    void theObjectHasWhatWasAskedForAndNothingElse() {
        assertThat(REPORT.json().toString())
                .isEqualTo("{\"hitMicros\":0.50,\"missP50Micros\":90.00,\"missP99Micros\":1200.00,\"hitBytes\":150.00,"
                        + "\"securityOverheadPercent\":1.00}");
    }

    @Test
    void theTableComparesMissesWithHitsAndBothWithTheirTargets() {
        List<String> lines = REPORT.lines(120);

        assertThat(lines)
                .anyMatch(line -> line.matches("miss, TPC-H +\\d+ +60\\.00 +55\\.00 +1200\\.00 +30,000 +20\\.0"));
        assertThat(String.join("\n", lines))
                .contains("Other processes kept 0.7 cores busy")
                .contains("hit, simple <= 5 µs: 0.50, met")
                .contains("hit, slowest corpus <= 5 µs: 8.00, missed")
                .contains("<= 1,000 µs: 1200.00, missed")
                .contains("of what a job costs the dispatcher: 1.0, met");
    }

    @Test
    void theSlowestOfTheHostileTextsIsComparedWithItsBound() {
        List<String> lines = REPORT.lines(120);

        assertThat(lines).anyMatch(line -> line.matches("10,000 UNIONs +mysql +51\\.3 +70\\.0"));
        assertThat(String.join("\n", lines)).contains("on each of 2 hostile texts <= 50 ms: 51.3, missed");
    }

    private static Figures mean(double micros, double bytes) {
        return new Figures(micros, 0, 0, bytes);
    }
}
