package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two dispatchers share the databases; one of them is killed under load, again and again. FAULTS 4 and 94. */
class TwoDispatchersIT {
    private static final int JOBS_EACH = 300;
    private static final int MOST_CARELESS_KILLS = 40;

    private final Random random = new Random(11);
    private DispatcherFleet fleet;
    private RequestLoad load;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        fleet = new DispatcherFleet(directory);
        fleet.start(List.of("one", "two"), Map.of());
        load = new RequestLoad(fleet);
    }

    @AfterEach
    void stop() throws Exception {
        fleet.stop();
    }

    /** Promise 4, and promise 1 as far as the dispatcher keeps it. */
    @Test
    void leasesExceedNoLimitAndEveryJobIsRoutedOnceWhileADispatcherIsKilled() throws Exception {
        killUnderLoad(2);
    }

    @Test
    @Tag("fault")
    void soDoManyKillsInARow() throws Exception {
        killUnderLoad(30);
    }

    /** FAULTS 4: were an aborted routing ever run, the checks would tell; here it is, and they do. */
    @Test
    @Tag("fault")
    void theChecksFailWhereExecutorsRunWhatWasNeverCommitted() throws Exception {
        try (var executors = fleet.carelessExecutors()) {
            load.submit(JOBS_EACH);
            for (int kill = 0; kill < MOST_CARELESS_KILLS && soundSoFar(executors); kill++) {
                killOne(executors);
            }
            load.awaitAllTaken(executors);

            assertThatThrownBy(() -> load.check(executors)).isInstanceOf(AssertionError.class);
        }
    }

    private static boolean soundSoFar(PretendExecutors executors) {
        return executors.broken.isEmpty() && executors.taken.values().stream().allMatch(times -> times == 1);
    }

    private void killUnderLoad(int kills) throws Exception {
        try (var executors = fleet.executors()) {
            load.submit(JOBS_EACH);
            load.awaitTaken(executors, JOBS_EACH / 10);
            for (int kill = 0; kill < kills; kill++) {
                killOne(executors);
            }
            load.awaitAllTaken(executors);

            load.check(executors);
        }
    }

    private void killOne(PretendExecutors executors) throws Exception {
        int before = executors.taken.size();
        load.submit(JOBS_EACH);
        load.awaitTaken(executors, before + 1 + random.nextInt(JOBS_EACH / 4));
        DispatcherProcess victim = fleet.dispatchers.get(random.nextInt(fleet.dispatchers.size()));
        victim.kill();
        victim.startAgain();
    }
}
