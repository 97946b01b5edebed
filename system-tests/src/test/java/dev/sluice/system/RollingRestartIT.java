package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dispatchers are restarted one after another while requests keep coming. FAULTS 26. */
@Tag("fault")
class RollingRestartIT {
    private static final int JOBS_EACH = 300;
    /** What a restart takes, twice over: a member that comes back in time gets its tasks back, and until then nobody else has them. */
    private static final Duration LONGEST_OF_99 = Duration.ofSeconds(15);

    private static final List<String> NAMES = List.of("one", "two", "three");

    private DispatcherFleet fleet;

    @TempDir
    private Path directory;

    @AfterEach
    void stop() throws Exception {
        fleet.stop();
    }

    @Test
    void aRollingRestartLosesNothingAndCostsFewRebalances() throws Exception {
        fleet = new DispatcherFleet(directory);
        fleet.start(NAMES, Map.of());
        RequestLoad load = new RequestLoad(fleet);
        try (var executors = fleet.executors()) {
            load.submit(JOBS_EACH);
            load.awaitAllTaken(executors);
            fleet.awaitUp();
            Set<Integer> before = generations();
            executors.forgetWaits();

            restartEach(load, executors);
            load.submit(JOBS_EACH);
            load.awaitAllTaken(executors);
            load.check(executors);

            Set<Integer> rebalances = generations();
            rebalances.removeAll(before);
            assertThat(rebalances).as("generations of the group").hasSizeLessThanOrEqualTo(2 * NAMES.size());
            Duration p99 = executors.waited(99);
            System.out.println("p99 from a request to its job while three dispatchers are restarted: " + p99);
            assertThat(p99).isLessThan(LONGEST_OF_99);
        }
    }

    private void restartEach(RequestLoad load, PretendExecutors executors) throws Exception {
        for (DispatcherProcess dispatcher : fleet.dispatchers) {
            load.submit(JOBS_EACH);
            load.awaitTaken(executors, load.submitted.size() - JOBS_EACH / 2);
            assertThat(dispatcher.stop()).as("exit code after SIGTERM").isZero();
            load.submit(JOBS_EACH);
            dispatcher.startAgain();
            fleet.awaitUp(dispatcher);
        }
    }

    private Set<Integer> generations() throws IOException {
        Set<Integer> generations = new HashSet<>();
        for (DispatcherProcess dispatcher : fleet.dispatchers) {
            generations.addAll(DispatcherGroup.generations(dispatcher.log()));
        }
        return generations;
    }
}
