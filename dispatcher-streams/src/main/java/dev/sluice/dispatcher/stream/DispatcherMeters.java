package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.admit.Schedule.Load;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.JobError;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the dispatcher counts. Thread-safe. */
public final class DispatcherMeters {
    private static final String PREFIX = "sluice_dispatcher_";

    private final MeterRegistry registry;
    private final Map<Integer, Load> loads = new ConcurrentHashMap<>();
    private final Map<Integer, Map<LaneKey, Integer>> desired = new ConcurrentHashMap<>();
    private final Set<LaneKey> gauged = ConcurrentHashMap.newKeySet();

    public DispatcherMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder(PREFIX + "waiting_jobs", this, self -> self.total().waiting())
                .description("Jobs that wait for a lease")
                .register(registry);
        Gauge.builder(PREFIX + "leased_jobs", this, self -> self.total().leased())
                .description("Jobs that hold a lease")
                .register(registry);
    }

    /** Counts what has been sent. */
    void sent(Output output) {
        switch (output) {
            case Output.Told told ->
                registry.counter(
                                PREFIX + "events",
                                "state",
                                told.event().getState().name(),
                                "errorCode",
                                code(told.event().getError()))
                        .increment();
            case Output.Undeliverable letter ->
                registry.counter(PREFIX + "dead_letters", "errorCode", code(letter.error()))
                        .increment();
            case Output.Routed routed ->
                registry.counter(
                                PREFIX + "routed_jobs",
                                "engine",
                                routed.job().getEngine(),
                                "lane",
                                routed.job().getLane().name())
                        .increment();
            case Output.Rekeyed rekeyed ->
                registry.counter(PREFIX + "rekeyed_records").increment();
            case Output.Answered answered ->
                registry.counter(PREFIX + "replies").increment();
        }
    }

    /** Counts a record that changed nothing; the reason is one of a few words. */
    void ignored(String reason) {
        registry.counter(PREFIX + "ignored_records", "reason", reason).increment();
    }

    /** Counts how far a prediction was off: measured by predicted, so that 1 is right, 2 is twice as long. */
    void predicted(double predictedMillis, double measuredMillis) {
        double least = 0.1;
        registry.summary(PREFIX + "prediction_ratio")
                .record(Math.max(measuredMillis, least) / Math.max(predictedMillis, least));
    }

    /** Counts a version of a catalogue's entry that was refused. */
    void refusedDefinition(String catalog) {
        registry.counter(PREFIX + "refused_definitions", "catalog", catalog).increment();
    }

    void parked() {
        registry.counter(PREFIX + "parked_records").increment();
    }

    /** Takes the load of one task in place of what it was. */
    void load(int partition, Load load) {
        loads.put(partition, load);
    }

    /** Takes the slots that the lanes of one task should have in place of what they were. */
    void desired(int partition, Map<LaneKey, Integer> slots) {
        desired.put(partition, slots);
        for (LaneKey lane : slots.keySet()) {
            if (gauged.add(lane)) {
                Gauge.builder(PREFIX + "desired_slots", this, self -> self.desired(lane))
                        .description("Slots that a lane should have for what it has to do")
                        .tag("database", lane.database())
                        .tag("lane", lane.lane().name())
                        .register(registry);
            }
        }
    }

    /** Not a number while the lane has nothing to do, or is another instance's. */
    private double desired(LaneKey lane) {
        return desired.values().stream()
                .map(slots -> slots.get(lane))
                .filter(Objects::nonNull)
                .mapToDouble(Integer::doubleValue)
                .max()
                .orElse(Double.NaN);
    }

    /** A task is gone from here. */
    void gone(int partition) {
        desired.remove(partition);
        loads.remove(partition);
    }

    private Load total() {
        return loads.values().stream()
                .reduce(new Load(0, 0), (a, b) -> new Load(a.waiting() + b.waiting(), a.leased() + b.leased()));
    }

    private static String code(@Nullable JobError error) {
        return error == null ? "none" : error.getCode().name();
    }
}
