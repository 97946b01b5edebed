package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.Lane;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two dispatchers stops in the middle of its work without dying, for so long that the other takes over. FAULTS 3 and 5. */
@Tag("fault")
class HungDispatcherIT {
    private static final int JOBS_EACH = 300;
    /** Longer than two dispatchers need for a restart. */
    private static final Duration DUE_IN = Duration.ofSeconds(30);

    /** What Kafka Streams says when it finds that its tasks are another's by now. */
    private static final String FENCED = "TaskMigratedException";

    private DispatcherFleet fleet;
    private DispatcherProcess hung;
    private RequestLoad load;

    @TempDir
    private Path directory;

    @AfterEach
    void stop() throws Exception {
        fleet.stop();
    }

    /** FAULTS 5. */
    @Test
    void theBrokerAbortsTheTransactionOfADispatcherThatHangsAndTheOtherRoutesOn() throws Exception {
        start(Map.of());
        var meters = new SimpleMeterRegistry();
        try (var executors = fleet.executors();
                var group = fleet.group();
                var watch = fleet.watch(meters)) {
            assertThat(watch).as("what raises the alarm").isNotNull();
            hangInTheMiddleOfATransaction(executors, group);
            load.submit(JOBS_EACH);

            await().atMost(DispatcherFleet.PATIENCE).until(() -> stuck(meters) > 0);
            await().atMost(DispatcherFleet.PATIENCE)
                    .until(() -> group.transactionStates(hung).equals(List.of(TransactionState.COMPLETE_ABORT)));
            load.awaitAllTaken(executors);

            load.check(executors);
            await().atMost(DispatcherFleet.PATIENCE).until(() -> stuck(meters) == 0);
        }
    }

    private static double stuck(SimpleMeterRegistry meters) {
        return meters.get("sluice.transactions.stuck").gauge().value();
    }

    /** FAULTS 3: the broker has aborted what it had begun. */
    @Test
    void aDispatcherThatWakesAfterItsTransactionWasAbortedRoutesNothingTwice() throws Exception {
        start(Map.of());
        try (var executors = fleet.executors();
                var group = fleet.group()) {
            hangInTheMiddleOfATransaction(executors, group);
            load.submit(JOBS_EACH);
            load.awaitAllTaken(executors);

            wakeAndFinish(executors);
        }
    }

    /** FAULTS 3: its transaction is still open when it wakes, so only the group can tell that its tasks are another's. */
    @Test
    void aDispatcherThatWakesWithItsTransactionStillOpenRoutesNothingTwice() throws Exception {
        start(Map.of("dispatcher.transactionTimeout", "10m"));
        try (var executors = fleet.executors();
                var group = fleet.group()) {
            hangInTheMiddleOfATransaction(executors, group);
            load.submit(JOBS_EACH);
            awaitExpelled(group);
            assertThat(group.transactionStates(hung)).containsExactly(TransactionState.ONGOING);

            wakeAndFinish(executors);
        }
    }

    /** FAULTS 3: what it then does of its own accord, because of the time, belongs to no record that it has read. */
    @Test
    void aDispatcherThatWakesAndFindsJobsDueThatTheOtherHasRoutedRoutesNothingTwice() throws Exception {
        start(Map.of());
        try (var executors = fleet.executors();
                var group = fleet.group()) {
            Instant due = Instant.now().plus(DUE_IN);
            load.submit(JOBS_EACH / 10, request -> request.setNotBefore(due));
            await().atMost(DispatcherFleet.PATIENCE)
                    .until(() -> fleet.log().accepted().size() == load.submitted.size());
            // From now on it knows the jobs from its store and has read no record.
            restartAll();
            hung.hang();
            assertThat(executors.taken).as("not due yet").isEmpty();
            awaitExpelled(group);
            load.awaitAllTaken(executors);

            wakeAndFinish(executors);
        }
    }

    private void start(Map<String, String> special) throws Exception {
        fleet = new DispatcherFleet(directory);
        fleet.start(List.of("one", "two"), special);
        fleet.awaitUp();
        hung = fleet.dispatchers.getFirst();
        load = new RequestLoad(fleet);
    }

    /** Until it is so: whether a transaction is open at that moment is a matter of luck. */
    private void hangInTheMiddleOfATransaction(PretendExecutors executors, DispatcherGroup group) {
        String jobs = fleet.topics.jobs("postgresql", Lane.FAST);
        await().atMost(DispatcherFleet.PATIENCE).until(() -> {
            load.submit(JOBS_EACH / 3);
            load.awaitTaken(executors, load.submitted.size() - JOBS_EACH / 4);
            hung.hang();
            boolean open = group.holdsBack(hung, jobs);
            // What was on its way to the broker at the first look has arrived at the second.
            boolean staysOpen = open && group.holdsBack(hung, jobs);
            if (!staysOpen) {
                hung.wake();
            }
            return staysOpen;
        });
    }

    private void restartAll() throws Exception {
        for (DispatcherProcess dispatcher : fleet.dispatchers) {
            assertThat(dispatcher.stop()).as("exit code after SIGTERM").isZero();
        }
        for (DispatcherProcess dispatcher : fleet.dispatchers) {
            dispatcher.startAgain();
        }
        fleet.awaitUp();
    }

    private void awaitExpelled(DispatcherGroup group) {
        await().atMost(DispatcherFleet.PATIENCE)
                .until(() -> group.members().stream().noneMatch(member -> member.startsWith(hung.name())));
    }

    private void wakeAndFinish(PretendExecutors executors) throws Exception {
        hung.wake();
        load.submit(JOBS_EACH);
        await().atMost(DispatcherFleet.PATIENCE).until(() -> hung.log().contains(FENCED));
        fleet.awaitUp();
        // Asked already here, because what is routed twice may leave a lease behind for which all others wait for ever.
        load.checkNoneTwice(executors);
        load.submit(JOBS_EACH);
        load.awaitAllTaken(executors);

        load.check(executors);
    }
}
