package dev.sluice.dispatcher;

import dev.sluice.dispatcher.classify.Analyses;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.receive.Partitions;
import dev.sluice.dispatcher.send.DispatchSpans;
import dev.sluice.dispatcher.send.TopicDirectory;
import dev.sluice.dispatcher.stream.Catalogs;
import dev.sluice.dispatcher.stream.CommitPace;
import dev.sluice.dispatcher.stream.DispatcherMeters;
import dev.sluice.dispatcher.stream.ReplaceThread;
import dev.sluice.dispatcher.stream.TaskWiring;
import dev.sluice.dispatcher.stream.TopicCheck;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.schemas.broker.BrokerNeeds;
import dev.sluice.schemas.registry.PlainSchema;
import dev.sluice.schemas.registry.RegistryException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.schemas.trace.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service: checks broker and topics, then runs the topology until stopped. Thread-safe. */
public final class Dispatcher implements Service {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    /** Nothing moves for so long: it will not start. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    /** What we write: registered at the start, so that no record ever waits for it. */
    private static final List<Schema> WRITTEN = List.of(
            ControlCommand.getClassSchema(),
            JobEvent.getClassSchema(),
            QueryJob.getClassSchema(),
            QueryReply.getClassSchema(),
            DeadLetter.getClassSchema());

    private final DispatcherSettings settings;
    private final SchemaRegistry registry;
    private final InstantSource clock;
    private final MeterRegistry registered;
    private final DispatcherMeters meters;
    private final TopicDirectory directory = new TopicDirectory(Map.of());
    private final CommitClock commits;
    private final ReplaceThread faults;
    private volatile @Nullable KafkaStreams streams;
    private @Nullable KafkaStreamsMetrics measured;
    private @Nullable TopicWatch watch;

    public Dispatcher(DispatcherSettings settings, SchemaRegistry registry, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
        this.registered = meters;
        this.meters = new DispatcherMeters(meters);
        this.commits = new CommitClock(settings.streams().commitInterval());
        this.faults = new ReplaceThread(clock);
    }

    @Override
    public String name() {
        return "dispatcher";
    }

    @Override
    public synchronized void start() throws Exception {
        var check = new TopicCheck(settings.topics(), settings.rules().binding());
        Admin admin = Admin.create(settings.kafka().with("dispatcher-topics", Map.of()));
        watch = new TopicWatch(check, admin, directory);
        BrokerNeeds.require(admin);
        Partitions partitions = check.requireSound(admin);
        watch.start(partitions);
        warnIfOpen();
        register();
        Parsers.warmUp();
        var properties = new Properties();
        properties.putAll(settings.streams().settings(settings.kafka(), settings.topics(), directory));
        var started = new KafkaStreams(
                DispatcherTopology.build(
                        wiring(partitions), Stores.persistentKeyValueStore(TaskWiring.JOBS_STORE), clock),
                properties,
                commits);
        streams = started;
        started.setUncaughtExceptionHandler(faults);
        measured = new KafkaStreamsMetrics(started);
        measured.bindTo(registered);
        awaitRunning(started);
        log.atInfo()
                .addKeyValue("partitions", partitions.count())
                .addKeyValue("instance", settings.streams().instance())
                .log("dispatcher started");
    }

    @Override
    public synchronized void stop() {
        if (measured != null) {
            measured.close();
        }
        if (streams != null) {
            streams.close(STOP_LIMIT);
        }
        if (watch != null) {
            watch.close();
        }
    }

    @Override
    public Health check() {
        KafkaStreams running = streams;
        if (running == null) {
            return new Health.Down("not started");
        }
        String reason = faults.lastReason();
        return switch (running.state()) {
            case RUNNING -> Health.up();
            case CREATED, REBALANCING -> new Health.Degraded("takes over partitions and restores their state");
            case PENDING_ERROR, ERROR -> new Health.Down(reason == null ? "every stream thread died" : reason);
            case PENDING_SHUTDOWN, NOT_RUNNING -> new Health.Down(reason == null ? "stopped" : reason);
        };
    }

    private void warnIfOpen() {
        if (settings.rules().binding() == TenantBinding.OPEN) {
            log.atWarn()
                    .addKeyValue("setting", "dispatcher.tenantBinding")
                    .log(
                            "anyone who can write to the request topics can name any tenant; set gateway or topic_bound where"
                                    + " tenants do not trust each other");
        }
    }

    private TaskWiring wiring(Partitions partitions) {
        // Requests may be as long as their topic allows: what is too long for us gets an answer, not a dead letter.
        var messages = new Messages(registry, Topics.MAX_MESSAGE_BYTES);
        var analyses = new Analyses(settings.rules().sql().parse(), Parsers.standard(), System::nanoTime);
        return new TaskWiring(
                settings.topics(),
                partitions,
                settings.rules(),
                () -> new CommitPace(commits::soonest),
                analyses,
                settings.seal(),
                messages,
                directory,
                meters,
                Catalogs.unread(messages, settings.rules().policies(), meters),
                new DispatchSpans(Spans.of(GlobalOpenTelemetry.get(), "dev.sluice.dispatcher")));
    }

    private void register() throws RegistryException {
        for (Schema schema : WRITTEN) {
            registry.register(schema.getFullName(), PlainSchema.of(schema));
        }
    }

    private void awaitRunning(KafkaStreams starting) throws InterruptedException {
        var decided = new CountDownLatch(1);
        var served = new AtomicBoolean(); // an instance that joins may have it rebalance again before anybody looks
        starting.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                served.set(true);
            }
            if (now == KafkaStreams.State.RUNNING
                    || now == KafkaStreams.State.PENDING_ERROR
                    || now.hasCompletedShutdown()) {
                decided.countDown();
            }
        });
        var restore = new RestoreProgress(clock);
        starting.setGlobalStateRestoreListener(restore);
        starting.start();
        boolean ended = false;
        while (!ended && restore.still().compareTo(START_LIMIT) < 0) {
            ended = decided.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!served.get()) {
            String reason = faults.lastReason();
            throw new IllegalStateException("The dispatcher did not start, it is " + starting.state()
                    + (reason == null
                            ? "; is another instance named "
                                    + settings.streams().instance() + "?"
                            : ": " + reason));
        }
    }
}
