package dev.sluice.benchmarks.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.benchmarks.flow.FlowResult.Flow;
import dev.sluice.benchmarks.flow.FlowResult.Limits;
import dev.sluice.benchmarks.load.ClosedLoop;
import dev.sluice.benchmarks.load.OpenLoop;
import dev.sluice.benchmarks.load.ProcessorUse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowReportTest {
    private static final Rounds ROUNDS = new Rounds(
            3,
            Duration.ofSeconds(1),
            new OpenLoop(200, Duration.ofSeconds(1)),
            new ClosedLoop(256, Duration.ofSeconds(1)));
    private static final ProcessorUse CORES = new ProcessorUse(1.5, 1.9);
    private static final Limits LIMITS =
            new Limits(new Figures(2, 5, 20_000, CORES), new Figures(8, 20, 15_000, CORES), 40_000);

    @Test
    void theTableComparesEveryStageWithTheLimits() {
        assertThat(report(Delivery.values()).lines(120))
                .anyMatch(line -> line.matches("raw Kafka round trip +2\\.0 +5\\.0 +1\\.0 +20,000 +50 +1\\.5 +1\\.9"))
                .anyMatch(line -> line.matches("plain JDBC +40,000 +100"))
                .anyMatch(line -> line.matches("Sluice, exactly_once +30\\.0 +60\\.0 +15\\.0 +2,000 +5 +1\\.5 +1\\.9"))
                .anyMatch(line -> line.matches("Sluice, at_least_once +30\\.0 .*"));
    }

    @Test
    void sentencesSayWhereTheTimeGoesAndWhatWouldRaiseTheRate() {
        assertThat(String.join("\n", report(Delivery.EXACTLY_ONCE).lines(120)))
                .contains("of the 30.0 ms a job takes on average, 10.0 pass until the dispatcher has admitted it")
                .contains("Other processes kept 0.7 cores busy before it began")
                .contains("The machine was busy (1.9 of 2 cores, 1.5 by this process)")
                .contains("target p50 <= 40 ms: 30.0, met; target >= 1,500 jobs/s: 2,000, met");
        assertThat(String.join("\n", new FlowReport(result(Delivery.EXACTLY_ONCE), 8).lines(120)))
                .contains("Cores were idle (1.9 of 8 used)")
                .contains("a shorter wait until a worker has an admitted job");
    }

    @Test
    void jsonHasTheDefaultDeliveryOnTopAndAllProfilesBelow() {
        ObjectNode json = report(Delivery.values()).json();

        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "rawRoundTripP50Millis",
                        "passThroughP50Millis",
                        "p50Millis",
                        "p99Millis",
                        "jobsPerSecond",
                        "jdbcPerSecond");
        assertThat(json.get("delivery").asText()).isEqualTo("exactly_once");
        assertThat(json.at("/profiles/at_least_once/p50Millis").asDouble()).isEqualTo(30);
        assertThat(json.at("/profiles/exactly_once/meanMillisAtFullLoad/taken").asDouble())
                .isEqualTo(80);
    }

    @Test
    void refusesAPlanWithoutRounds() {
        assertThatThrownBy(() -> new Rounds(
                        0,
                        Duration.ZERO,
                        new OpenLoop(1, Duration.ofSeconds(1)),
                        new ClosedLoop(1, Duration.ofSeconds(1))))
                .hasMessageContaining("at least 1 round");
    }

    private static FlowReport report(Delivery... deliveries) {
        return new FlowReport(result(deliveries), 2);
    }

    private static FlowResult result(Delivery... deliveries) {
        Map<Delivery, Flow> flows = new LinkedHashMap<>();
        for (Delivery delivery : deliveries) {
            flows.put(
                    delivery,
                    new Flow(
                            new Figures(30, 60, 2_000, CORES),
                            new JobTimes(10, 9, 1, 10),
                            new JobTimes(20, 80, 1, 25)));
        }
        return new FlowResult(0.7, ROUNDS, LIMITS, flows);
    }
}
