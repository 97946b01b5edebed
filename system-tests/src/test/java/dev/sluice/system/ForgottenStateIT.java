package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dispatcher comes back and what it knew is gone from its disk, or from its group's offsets. FAULTS 6 and 23. */
@Tag("fault")
class ForgottenStateIT {
    private static final int JOBS = 2_000;
    private static final int AGAIN = 50;
    private static final String RESTORED = "Finished restoring changelog sluice-dispatcher-jobs-store-changelog";

    private DispatcherFleet fleet;
    private DispatcherProcess dispatcher;
    private RequestLoad load;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        fleet = new DispatcherFleet(directory);
        fleet.start(List.of("one"), Map.of());
        dispatcher = fleet.dispatchers.getFirst();
        load = new RequestLoad(fleet);
    }

    @AfterEach
    void stop() throws Exception {
        fleet.stop();
    }

    /** FAULTS 6. */
    @Test
    void aLostStateDirectoryIsRestoredBeforeTheDispatcherIsUpAndNoJobIsForgotten() throws Exception {
        try (var executors = fleet.executors()) {
            submitAndStop(executors);
            List<QueryRequest> known = load.submitted.subList(0, AGAIN);
            int before = restored();
            delete(dispatcher.stateDirectory());

            dispatcher.startAgain();
            assertThat(awaitUpWatchingTheRestore(before))
                    .as("it was seen before it was up")
                    .isPositive();
            known.forEach(load::send);
            known.forEach(request -> load.send(QueryRequest.newBuilder(request)
                    .setQuery(new SqlText(List.of("select 'another'")))
                    .build()));

            awaitRepeated(AGAIN);
            await().atMost(DispatcherFleet.PATIENCE)
                    .untilAsserted(() -> assertThat(conflicts())
                            .containsExactlyInAnyOrderElementsOf(
                                    known.stream().map(QueryRequest::getJobId).toList()));
            load.submit(AGAIN);
            load.awaitAllTaken(executors);
            load.check(executors);
        }
    }

    /** FAULTS 23. */
    @Test
    void requestsReadAgainFromTheBeginningAreCountedAndNotRoutedAgain() throws Exception {
        List<String> requests =
                Arrays.stream(Priority.values()).map(fleet.topics::requests).toList();
        try (var executors = fleet.executors();
                var group = fleet.group()) {
            submitAndStop(executors);
            long read = group.committed(requests);
            assertThat(read).isGreaterThanOrEqualTo(load.submitted.size());
            // A static member is one until its session is over, however orderly it stopped.
            await().atMost(DispatcherFleet.PATIENCE)
                    .ignoreException(ExecutionException.class)
                    .until(() -> {
                        group.rewind(requests);
                        return true;
                    });

            dispatcher.startAgain();
            fleet.awaitUp();
            awaitRepeated(load.submitted.size());
            load.submit(AGAIN);
            load.awaitAllTaken(executors);

            load.check(executors);
        }
    }

    /** Leaves some jobs waiting, most ended. */
    private void submitAndStop(PretendExecutors executors) throws Exception {
        load.submit(JOBS);
        load.awaitTaken(executors, JOBS * 9 / 10);
        assertThat(dispatcher.stop()).as("exit code after SIGTERM").isZero();
    }

    /** Ids of the refused; the dispatcher answers nothing else here. */
    private List<String> conflicts() {
        return fleet.log().outcomes().values().stream()
                .flatMap(List::stream)
                .filter(outcome ->
                        outcome.getError() != null && outcome.getError().getCode() == ErrorCode.CONFLICT)
                .map(QueryReply::getJobId)
                .toList();
    }

    private void awaitRepeated(int atLeast) {
        await().atMost(DispatcherFleet.PATIENCE)
                .until(() -> dispatcher.counted("sluice_dispatcher_ignored_records", "reason=\"repeated\"") >= atLeast);
    }

    /** How often it was seen not to be up; UP must not be said before everything is restored. */
    private int awaitUpWatchingTheRestore(int before) {
        int[] seen = {0};
        await().atMost(DispatcherFleet.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    fleet.requireAlive();
                    String health = dispatcher.health();
                    if (health.equals("UP")) {
                        assertThat(restored() - before).as("restored when up").isEqualTo(DispatcherFleet.PARTITIONS);
                        return true;
                    }
                    seen[0] += health.equals("UNREACHABLE") ? 0 : 1;
                    return false;
                });
        return seen[0];
    }

    private int restored() throws IOException {
        return (int)
                dispatcher.log().lines().filter(line -> line.contains(RESTORED)).count();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
