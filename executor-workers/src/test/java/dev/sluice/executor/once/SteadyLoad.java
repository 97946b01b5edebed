package dev.sluice.executor.once;

import dev.sluice.message.QueryJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Writes that keep coming, quick and slow, of one statement and of several. */
final class SteadyLoad {
    private static final int EVERY_MILLIS = 20;

    private final ExecutorFleet fleet;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<QueryJob> sent = new ArrayList<>();

    SteadyLoad(ExecutorFleet fleet) {
        this.fleet = fleet;
    }

    void start() {
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(this::send, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void send() {
        QueryJob job = switch (sent.size() % 3) {
            case 0 -> Effects.single("postgresql");
            case 1 -> Effects.transaction("postgresql");
            default -> Effects.slow("postgresql", 0.1);
        };
        sent.add(job);
        fleet.send(List.of(job));
    }

    /** Ends it; everything that was sent. */
    List<QueryJob> stop() {
        timer.close(); // waits for the job that is being sent
        return List.copyOf(sent);
    }
}
