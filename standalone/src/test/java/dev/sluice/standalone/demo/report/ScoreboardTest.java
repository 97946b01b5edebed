package dev.sluice.standalone.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private final Scoreboard board = new Scoreboard();

    private DemoReport report(long duplicates) {
        return new DemoReport(
                board.tally(),
                board.byLane(Map.of("a", "fast", "b", "fast")),
                new DemoReport.Effects(duplicates, 0),
                List.of(),
                new DemoReport.Latency(board.millisAt(50), board.millisAt(99)),
                new DemoReport.Times(Duration.ofSeconds(9), Duration.ofSeconds(2), Duration.ofSeconds(20)));
    }

    @Test
    void talliesByLaneAndInAll() {
        board.ended("a", "point select", new Verdict.Right(), Duration.ofMillis(10));
        board.ended("b", "point select", new Verdict.Right(), Duration.ofMillis(30));
        board.ended("c", "syntax error", new Verdict.RightlyRefused(), Duration.ofMillis(5));

        DemoReport report = report(0);

        assertThat(report.allMatched()).isTrue();
        assertThat(report.lanes()).extracting(LaneLine::lane).containsExactly("fast", "none");
        assertThat(report.jobsPerSecond()).isEqualTo(1.5);
        assertThat(report.toJson().fieldNames())
                .toIterable()
                .contains(
                        "jobs",
                        "succeeded",
                        "failedAsExpected",
                        "failedUnexpectedly",
                        "mismatches",
                        "duplicates",
                        "p50Millis",
                        "p99Millis",
                        "jobsPerSecond");
        assertThat(report.lines(100).getFirst()).startsWith("lane");
    }

    @Test
    void anythingWrongIsRememberedAndSpoilsTheWhole() {
        board.ended("a", "Q01", new Verdict.Mismatched("one row less"), Duration.ofMillis(10));

        assertThat(report(0).allMatched()).isFalse();
        assertThat(board.complaints()).containsExactly("Q01 (a): one row less");
    }

    @Test
    void anEffectThatIsThereTwiceSpoilsTheWhole() {
        assertThat(report(1).allMatched()).isFalse();
    }
}
