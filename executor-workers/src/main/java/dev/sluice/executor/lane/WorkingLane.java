package dev.sluice.executor.lane;

import dev.sluice.executor.order.LaneName;
import dev.sluice.executor.order.Ordered;
import dev.sluice.executor.order.StandingOrders;
import dev.sluice.executor.outcome.OutcomeRecords;
import dev.sluice.executor.publish.OutcomePublisher;
import dev.sluice.executor.slot.SlotLoad;
import dev.sluice.executor.slot.Slots;
import dev.sluice.executor.take.JobSource;
import dev.sluice.message.LaneSlots;
import dev.sluice.runtime.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One engine and lane at work: its source, its worker, its publisher. Thread-safe. */
public final class WorkingLane {
    private static final Duration PUBLISH_GRACE = Duration.ofSeconds(5);

    private final LaneSettings settings;
    private final Map<String, LaneDatabase> databases;
    private final JobSource source;
    private final OutcomePublisher publisher;
    private final LaneWorker worker;
    private final Map<String, Ordered> obeyed = new ConcurrentHashMap<>();

    public WorkingLane(
            LaneSettings settings,
            Map<String, LaneDatabase> databases,
            JobSource source,
            JobGate gate,
            OutcomeRecords records,
            LaneSurroundings around,
            MeterRegistry meters) {
        this.settings = settings;
        this.databases = Map.copyOf(databases);
        this.source = source;
        this.publisher = around.publisher();
        Report report = new Report(records, around.outcomes(), around.history(), around.clock());
        this.worker = new LaneWorker(settings, gate, databases, report, new LaneMeters(meters, settings), around);
    }

    public void start() {
        publisher.start();
        source.start(worker::accept);
    }

    /** Begins nothing more and gives back what it still takes; what runs goes on. */
    public void drain() {
        worker.stop();
    }

    /** Takes nothing more. */
    public void takeNoMore() {
        source.drain();
    }

    /** Publishes what has ended, then leaves the group. */
    public void close() {
        publisher.close(PUBLISH_GRACE);
        source.close();
    }

    /**
     * Has what is ordered for each database: our part of the slots, because all executors of the lane read the same order, and waiting jobs
     * held or let go. True if anything changed.
     */
    public boolean obey(StandingOrders orders, Instant now) {
        boolean changed = false;
        for (Map.Entry<String, LaneDatabase> database : databases.entrySet()) {
            Ordered ordered = orders.of(new LaneName(database.getKey(), settings.lane()), now);
            changed |= obey(database.getValue(), ordered);
            Ordered before = obeyed.put(database.getKey(), ordered);
            changed |= before != null && before.draining() != ordered.draining();
        }
        return changed;
    }

    private boolean obey(LaneDatabase database, Ordered ordered) {
        Slots slots = database.readers().slots();
        int wanted =
                ordered.slots().isPresent() ? source.share().of(ordered.slots().getAsInt()) : slots.usual();
        boolean changed = slots.size() != wanted || database.hold().holding() != ordered.held();
        slots.resize(wanted);
        worker.hold(database, ordered.held());
        return changed;
    }

    /** The capacity of this lane, a line for each database, with its load since this was asked last. */
    public List<LaneSlots> slots() {
        List<Integer> partitions = source.share().own().stream().sorted().toList();
        return databases.entrySet().stream()
                .map(database -> slots(database.getKey(), database.getValue(), partitions))
                .toList();
    }

    private LaneSlots slots(String name, LaneDatabase database, List<Integer> partitions) {
        Slots slots = database.readers().slots();
        SlotLoad load = slots.load();
        return LaneSlots.newBuilder()
                .setDatabase(name)
                .setLane(settings.lane())
                .setSlots(slots.size())
                .setBusy(database.busy())
                .setPartitions(partitions)
                .setBusyFraction(load.busyFraction())
                .setQueueWaitMillis(load.longestWait().toMillis())
                .setPaused(database.hold().holding())
                .setDraining(obeyed.getOrDefault(name, Ordered.NOTHING).draining())
                .build();
    }

    public JobSource source() {
        return source;
    }

    public String engine() {
        return settings.engine();
    }

    public Health check() {
        Health taking = source.check();
        return taking instanceof Health.Up ? publisher.check() : taking;
    }
}
