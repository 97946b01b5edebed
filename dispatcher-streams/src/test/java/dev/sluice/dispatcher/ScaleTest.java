package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import dev.sluice.message.QueryJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 99: orders, budgets, and lanes that go to nothing and come back. */
class ScaleTest {
    private static final int BUDGET = 10;
    private static final Duration LOOK = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private DispatcherDriver driver;

    @BeforeEach
    void start() {
        driver = new DispatcherDriver(directory);
        Requests.defineUsual(driver);
        driver.define(DatabaseDefinition.newBuilder(Requests.database("shop", 2))
                .setLaneSlots(Map.of("fast", 2, "medium", 4))
                .setMaxConnections(BUDGET)
                .build());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void workAsksForAsManySlotsAsTheLaneHasAndNoMore() {
        submit(500);

        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void anOrderWinsOverTheWorkUntilItEnds() {
        submit(500);
        order(5, driver.clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(desired()).isEqualTo(5);

        driver.pass(Duration.ofMinutes(11));

        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void anOrderForMoreThanTheDatabaseHasConnectionsForIsRefused() {
        submit(500);
        order(BUDGET - 4 + 1, null);

        assertThat(desired()).as("what is defined").isEqualTo(2);
        assertThat(driver.meters
                        .get("sluice_dispatcher_refused_definitions")
                        .tag("catalog", "lanes")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aPausedLaneKeepsItsConnections() {
        submit(500);
        driver.order(LaneOrder.newBuilder()
                .setDatabase("shop")
                .setLane(Lane.MEDIUM)
                .setPaused(true)
                .setPrincipal("operator")
                .setReason("test")
                .setAt(driver.clock.instant())
                .build());
        driver.pass(LOOK);

        order(BUDGET - 4 + 1, null);
        assertThat(desired()).as("what is defined").isEqualTo(2);

        order(BUDGET - 4, null);
        assertThat(desired()).isEqualTo(BUDGET - 4);
    }

    @Test
    void aDefinitionWithMoreSlotsThanConnectionsIsRefusedAndTheLastGoodOneHolds() {
        submit(1);
        driver.define(DatabaseDefinition.newBuilder(Requests.database("shop", 2))
                .setLaneSlots(Map.of("fast", BUDGET, "medium", 1))
                .setMaxConnections(BUDGET)
                .build());
        submit(500);

        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aLaneThatGoesToNothingAndComesBackLosesNoJob() {
        order(0, null);
        Set<String> submitted = submit(20);
        assertThat(driver.jobs(Lane.FAST)).isEmpty();
        assertThat(desired()).isZero();

        order(4, null);
        Set<String> ran = new HashSet<>();
        for (int round = 0; round < 20; round++) {
            driver.pass(LOOK);
            for (QueryJob job : driver.jobs(Lane.FAST)) {
                assertThat(ran.add(job.getJobId())).as("routed once").isTrue();
                driver.tell(Requests.event(job, EventType.SUCCEEDED, JobState.SUCCEEDED, driver.clock.instant())
                        .build());
            }
        }

        assertThat(ran).isEqualTo(submitted);
    }

    private Set<String> submit(int jobs) {
        Set<String> ids = new HashSet<>();
        for (int n = 0; n < jobs; n++) {
            var request = Requests.request(driver, "select * from orders where id = " + n)
                    .build();
            driver.submit(request);
            ids.add(request.getJobId());
        }
        return ids;
    }

    private double desired() {
        driver.pass(LOOK);
        return driver.meters
                .get("sluice_dispatcher_desired_slots")
                .tags("database", "shop", "lane", "FAST")
                .gauge()
                .value();
    }

    private void order(int slots, @Nullable Instant expiresAt) {
        driver.order(LaneOrder.newBuilder()
                .setDatabase("shop")
                .setLane(Lane.FAST)
                .setSlots(slots)
                .setExpiresAt(expiresAt)
                .setPrincipal("operator")
                .setReason("test")
                .setAt(driver.clock.instant())
                .build());
        driver.pass(LOOK);
    }
}
