package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    /** The session time-out: a member that comes back by then gets its tasks back, else others have them. */
    private static final Duration UNTIL_OTHERS = Duration.ofSeconds(10);

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

            Duration restart = restartEach(load, executors);
            load.submit(JOBS_EACH);
            load.awaitAllTaken(executors);
            load.check(executors);

            Set<Integer> rebalances = generations();
            rebalances.removeAll(before);
            assertThat(rebalances).as("generations of the group").hasSizeLessThanOrEqualTo(2 * NAMES.size());
            Duration p99 = executors.waited(99);
            System.out.println("p99 from a request to its job: " + p99 + ", longest restart: " + restart);
            assertThat(p99).isLessThan(restart.plus(UNTIL_OTHERS));
        }
    }

    /** How long it took at most. */
    private Duration restartEach(RequestLoad load, PretendExecutors executors) throws Exception {
        Duration longest = Duration.ZERO;
        for (DispatcherProcess dispatcher : fleet.dispatchers) {
            load.submit(JOBS_EACH);
            load.awaitTaken(executors, load.submitted.size() - JOBS_EACH / 2);
            Instant begin = Instant.now();
            assertThat(dispatcher.stop()).as("exit code after SIGTERM").isZero();
            load.submit(JOBS_EACH);
            dispatcher.startAgain();
            fleet.awaitUp(dispatcher);
            Duration took = Duration.between(begin, Instant.now());
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        return longest;
    }

    private Set<Integer> generations() throws IOException {
        Set<Integer> generations = new HashSet<>();
        for (DispatcherProcess dispatcher : fleet.dispatchers) {
            generations.addAll(DispatcherGroup.generations(dispatcher.log()));
        }
        return generations;
    }
}
