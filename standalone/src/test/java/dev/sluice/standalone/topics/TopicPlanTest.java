package dev.sluice.standalone.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
    private static final TopicSpec EVENTS = new TopicSpec(
            "sluice.events",
            "JobEvent",
            "database",
            4,
            Optional.empty(),
            Map.of("cleanup.policy", "delete", "retention.ms", "1000"),
            "doc");

    @Test
    void createsWhatIsMissing() {
        assertThat(TopicPlan.between(List.of(EVENTS), Map.of())).containsExactly(new TopicChange.Create(EVENTS));
    }

    @Test
    void leavesAloneWhatIsAsItShouldBe() {
        assertThat(TopicPlan.between(List.of(EVENTS), actual(4, "1000"))).isEmpty();
    }

    @Test
    void setsOnlyTheSettingThatDiffers() {
        assertThat(TopicPlan.between(List.of(EVENTS), actual(4, "9")))
                .containsExactly(new TopicChange.Configure("sluice.events", "retention.ms", "9", "1000"));
    }

    @Test
    void saysThatPartitionsDifferAndDoesNotAddAny() {
        assertThat(TopicPlan.between(List.of(EVENTS), actual(2, "1000")))
                .containsExactly(new TopicChange.WrongPartitions("sluice.events", 2, 4));
    }

    private static Map<String, TopicState> actual(int partitions, String retention) {
        return Map.of(
                "sluice.events",
                new TopicState(
                        "sluice.events",
                        partitions,
                        Map.of("cleanup.policy", "delete", "retention.ms", retention, "segment.bytes", "1073741824")));
    }
}
