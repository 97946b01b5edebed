package dev.sluice.executor;

import dev.sluice.executor.cancel.JobsInHand;
import dev.sluice.executor.carry.KeptResults;
import dev.sluice.executor.carry.RowCarriers;
import dev.sluice.executor.execute.ExecuteJob;
import dev.sluice.executor.intercept.Interceptors;
import dev.sluice.executor.lane.JobGate;
import dev.sluice.executor.lane.LaneDatabase;
import dev.sluice.executor.lane.LaneHold;
import dev.sluice.executor.lane.LaneJob;
import dev.sluice.executor.lane.LaneSettings;
import dev.sluice.executor.lane.LaneSurroundings;
import dev.sluice.executor.lane.Place;
import dev.sluice.executor.lane.Suspects;
import dev.sluice.executor.lane.WorkingLane;
import dev.sluice.executor.outcome.OutcomeRecords;
import dev.sluice.executor.outcome.Outcomes;
import dev.sluice.executor.outcome.ProgressEvents;
import dev.sluice.executor.poison.StartHistory;
import dev.sluice.executor.publish.Delivered;
import dev.sluice.executor.publish.OutcomePublisher;
import dev.sluice.executor.publish.PlainProducer;
import dev.sluice.executor.publish.PublisherSettings;
import dev.sluice.executor.publish.Publishing;
import dev.sluice.executor.publish.ReplyTopics;
import dev.sluice.executor.slot.Slots;
import dev.sluice.executor.take.ConsumerGroupSource;
import dev.sluice.executor.take.JobSource;
import dev.sluice.executor.take.SourceSettings;
import dev.sluice.executor.trace.TrySpans;
import dev.sluice.message.Lane;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.trace.Spans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the lanes of one executor together from what they share. */
final class LaneAssembly {
    private final ExecutorSettings settings;
    private final Messages messages;
    private final JobsInHand inHand;
    private final Timers timers;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Outcomes outcomes;
    private final OutcomeRecords records;
    private final ProgressEvents progress;
    private final ReplyTopics replyTopics;
    private final Publishing publishing;
    private final KeptResults kept;
    private final Interceptors interceptors;
    private final TrySpans spans;
    private final Suspects<LaneJob> suspects = new Suspects<>(LaneJob::place);

    LaneAssembly(
            ExecutorSettings settings,
            Messages messages,
            PlainProducer producer,
            JobsInHand inHand,
            Timers timers,
            MeterRegistry meters,
            InstantSource clock) {
        this.settings = settings;
        this.messages = messages;
        this.inHand = inHand;
        this.timers = timers;
        this.meters = meters;
        this.clock = clock;
        this.interceptors = Interceptors.load(meters);
        this.spans = new TrySpans(
                Spans.of(GlobalOpenTelemetry.get(), "dev.sluice.executor"),
                settings.running().traceText());
        this.outcomes = new Outcomes(settings.running().instance());
        this.records = new OutcomeRecords(settings.topics(), messages, clock);
        this.progress = new ProgressEvents(producer, records, outcomes, clock);
        this.replyTopics = new ReplyTopics(producer, settings.topics());
        this.publishing = new Publishing(settings.kafka(), producer, replyTopics, messages, meters, clock);
        this.kept = new KeptResults(settings.results(), clock);
    }

    ProgressEvents progress() {
        return progress;
    }

    /** Where results go that are too large for the reply topic; the executor starts and closes it. */
    KeptResults kept() {
        return kept;
    }

    WorkingLane lane(String engine, Lane lane, List<OpenDatabase> databases) {
        LaneSettings what = new LaneSettings(
                engine + "-" + lower(lane), engine, lane, settings.running().maxStarts());
        JobSource source = source(what);
        OutcomePublisher publisher = publishing.outcomes(
                new PublisherSettings(
                        settings.name(what.name()),
                        settings.publishing().groupGap(),
                        meters.summary("sluice.executor.group.size", "engine", engine, "lane", lane.name())),
                source,
                settings.publishing().delivery());
        LaneSurroundings around = new LaneSurroundings(
                publisher,
                outcomes,
                progress,
                inHand,
                suspects,
                replyTopics,
                new StartHistory(
                        settings.topics().events(), settings.name(what.name() + "-starts"), settings.kafka(), messages),
                interceptors,
                spans,
                timers.jobs(),
                timers.chores(),
                clock);
        JobGate gate = new JobGate(messages, settings.trust().seal());
        return new WorkingLane(what, served(lane, databases), source, gate, records, around, meters);
    }

    /** Tells whether this database is left alone. */
    void watch(OpenDatabase database) {
        Gauge.builder("sluice.executor.breaker.open", database.target().breaker(), breaker -> breaker.open() ? 1 : 0)
                .description("1 while a database that did not answer gets a pause")
                .tags("database", database.settings().name())
                .register(meters);
    }

    private JobSource source(LaneSettings lane) {
        String group = settings.topics().prefix() + ".executors." + lane.engine() + "." + lower(lane.lane());
        return new ConsumerGroupSource(
                new SourceSettings(
                        settings.topics().jobs(lane.engine(), lane.lane()),
                        group,
                        settings.name(lane.name()),
                        settings.running().maxOpen(),
                        settings.publishing().delivery() == Delivered.AT_LEAST_ONCE),
                settings.kafka(),
                meters);
    }

    private Map<String, LaneDatabase> served(Lane lane, List<OpenDatabase> databases) {
        Map<String, LaneDatabase> served = new HashMap<>();
        for (OpenDatabase database : databases) {
            Place readers = place(database, database.readers(lane));
            Place writers = place(database, database.writers(lane));
            LaneDatabase its = new LaneDatabase(readers, writers, new LaneHold());
            served.put(database.settings().name(), its);
            gauge("sluice.executor.slots", database, lane, () -> readers.slots().size());
            gauge("sluice.executor.slots.busy", database, lane, its::busy);
            gauge("sluice.executor.slots.waiting", database, lane, its::waiting);
        }
        return served;
    }

    private Place place(OpenDatabase database, Slots slots) {
        return new Place(
                database.target(),
                slots,
                new ExecuteJob(
                        database.target(),
                        slots,
                        new RowCarriers(publishing, kept),
                        outcomes,
                        settings.running().retries(),
                        clock));
    }

    private void gauge(String name, OpenDatabase database, Lane lane, Supplier<Number> value) {
        Gauge.builder(name, value)
                .strongReference(true)
                .tags("database", database.settings().name(), "lane", lane.name())
                .register(meters);
    }

    private static String lower(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }
}
