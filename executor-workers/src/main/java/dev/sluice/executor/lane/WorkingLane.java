package dev.sluice.executor.lane;

import dev.sluice.executor.publish.OutcomePublisher;
import dev.sluice.executor.publish.OutcomeRecords;
import dev.sluice.executor.take.JobSource;
import dev.sluice.message.LaneSlots;
import dev.sluice.runtime.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One engine and lane at work: its source, its worker, its publisher. Thread-safe. */
public final class WorkingLane {
    private static final Duration PUBLISH_GRACE = Duration.ofSeconds(5);

    private final LaneSettings settings;
    private final Map<String, LaneDatabase> databases;
    private final JobSource source;
    private final OutcomePublisher publisher;
    private final LaneWorker worker;

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
        Report report = new Report(publisher, records, around.outcomes(), around.clock());
        this.worker = new LaneWorker(settings, gate, databases, report, new LaneMeters(meters, settings), around);
    }

    public void start() {
        publisher.start();
        source.start(worker::accept);
    }

    /** Takes nothing more and begins nothing more; what runs goes on. */
    public void drain() {
        source.drain();
        worker.stop();
    }

    /** Publishes what has ended, then leaves the group. */
    public void close() {
        publisher.close(PUBLISH_GRACE);
        source.close();
    }

    /** The capacity of this lane, a line for each database. */
    public List<LaneSlots> slots() {
        List<Integer> partitions = source.partitions().stream().sorted().toList();
        return databases.entrySet().stream()
                .map(database -> new LaneSlots(
                        database.getKey(),
                        settings.lane(),
                        database.getValue().readers().slots().size(),
                        database.getValue().readers().slots().busy(),
                        partitions))
                .toList();
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
