package dev.sluice.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AffordableSlotsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final DatabaseDefinition SHOP = DatabaseDefinition.newBuilder()
            .setName("shop")
            .setEngine("postgresql")
            .setLaneSlots(Map.of("fast", 4, "slow", 2))
            .setMaxConnections(10)
            .setUpdatedAt(Instant.EPOCH)
            .build();

    private final AffordableSlots affordable =
            new AffordableSlots(name -> name.equals("shop") ? Optional.of(SHOP) : Optional.empty());

    @Test
    void slotsUpToTheConnectionsThatOtherLanesLeaveAreFeasibleAndMoreAreNot() {
        Feasibility.Verdict fits = affordable.of(fast("shop", 8), List.of(), NOON);
        Feasibility.Verdict tooMany = affordable.of(fast("shop", 9), List.of(), NOON);

        assertThat(fits).isEqualTo(Feasibility.Verdict.FEASIBLE);
        assertThat(tooMany.problems())
                .singleElement()
                .asString()
                .startsWith("slots: 9 and the 2 of the other lanes are more than the 10")
                .contains("order at most 8");
    }

    @Test
    void otherLanesCountWithWhatIsOrderedForThemAsLongAsThatStands() {
        LaneOrder slow = LaneOrder.newBuilder(fast("shop", 6))
                .setLane(Lane.SLOW)
                .setExpiresAt(NOON.plusSeconds(1))
                .build();
        LaneOrder drained =
                LaneOrder.newBuilder(slow).setDraining(true).setSlots(null).build();

        assertThat(affordable.of(fast("shop", 5), List.of(slow), NOON).problems())
                .hasSize(1);
        assertThat(affordable
                        .of(fast("shop", 5), List.of(slow), NOON.plusSeconds(2))
                        .problems())
                .isEmpty();
        assertThat(affordable.of(fast("shop", 8), List.of(drained), NOON).problems())
                .as("it keeps its connections")
                .isEmpty();
        assertThat(affordable.of(fast("shop", 9), List.of(drained), NOON).problems())
                .hasSize(1);
    }

    @Test
    void anOrderForADatabaseThatIsNotKnownIsTakenWithAWarning() {
        Feasibility.Verdict verdict = affordable.of(fast("elsewhere", 900), List.of(), NOON);

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.warnings()).singleElement().asString().contains("elsewhere is not known here");
    }

    private static LaneOrder fast(String database, int slots) {
        return LaneOrder.newBuilder()
                .setDatabase(database)
                .setLane(Lane.FAST)
                .setSlots(slots)
                .setPrincipal("operator")
                .setReason("a test")
                .setAt(NOON)
                .build();
    }
}
