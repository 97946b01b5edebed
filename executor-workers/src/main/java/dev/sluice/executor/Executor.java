package dev.sluice.executor;

import dev.sluice.executor.breaker.Breaker;
import dev.sluice.executor.cancel.AttemptWatch;
import dev.sluice.executor.cancel.Cancels;
import dev.sluice.executor.cancel.CommandGate;
import dev.sluice.executor.cancel.JobsInHand;
import dev.sluice.executor.claim.Ledger;
import dev.sluice.executor.engine.DatabaseSettings;
import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.Engines;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.execute.Stop;
import dev.sluice.executor.follow.TopicFollower;
import dev.sluice.executor.follow.TopicReader;
import dev.sluice.executor.heartbeat.Heartbeat;
import dev.sluice.executor.lane.WorkingLane;
import dev.sluice.executor.order.Orders;
import dev.sluice.executor.order.StandingOrders;
import dev.sluice.executor.publish.PlainProducer;
import dev.sluice.executor.take.JobSource;
import dev.sluice.executor.take.SpentRecords;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneSlots;
import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.schemas.broker.BrokerNeeds;
import dev.sluice.schemas.broker.UnfitBrokerException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the jobs of every configured database whose engine can be had: one working lane for each engine and lane. */
public final class Executor implements Service {
    private static final Logger log = LoggerFactory.getLogger(Executor.class);
    private static final Duration WATCH_EVERY = Duration.ofMillis(50);
    private static final Duration SPENT_EVERY = Duration.ofMinutes(1);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(3);
    private static final Duration READ_PATIENCE = Duration.ofSeconds(10);
    private static final Duration DRAIN_LOOK = Duration.ofMillis(10);

    private final ExecutorSettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Messages messages;
    private final JobsInHand inHand;
    private final PlainProducer producer;
    private final TopicFollower control;
    private final TopicFollower orders;
    private final Timers timers;
    private final Heartbeat heartbeat;

    private final PluginFolder plugins;
    private final LaneAssembly assembly;
    private final SpentRecords spent;
    private final List<OpenDatabase> databases = new ArrayList<>();
    private final List<WorkingLane> lanes = new ArrayList<>();
    private final Set<String> disabled = new TreeSet<>();

    private volatile boolean started;
    private volatile boolean stopped;

    public Executor(ExecutorSettings settings, SchemaRegistry registry, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.messages = new Messages(registry);
        this.inHand = new JobsInHand(clock);
        this.producer = new PlainProducer(settings.name("rows"), settings.kafka(), meters);
        CommandGate gate = new CommandGate(
                settings.trust().binding(), settings.trust().seal().gateway(), meters);
        this.control = follower(settings.topics().control(), "control", new Cancels(messages, inHand, gate));
        this.orders = follower(settings.topics().lanes(), "orders", new Orders(messages, this::obey));
        this.timers = Timers.named(settings::name);
        this.heartbeat = new Heartbeat(
                settings.running().instance(), producer, messages, settings.topics(), this::slotsByEngine, clock);
        this.spent = new SpentRecords(this::sources, settings.kafka(), settings.name("spent"));
        this.plugins = PluginFolder.open(settings.databases().plugins());
        this.assembly =
                plugins.within(() -> new LaneAssembly(settings, messages, producer, inHand, timers, meters, clock));
    }

    @Override
    public String name() {
        return "executor";
    }

    @Override
    public void start() throws UnfitBrokerException, InterruptedException {
        requireBroker();
        assembly.kept().start();
        producer.start();
        openDatabases(plugins.within(Engines::load));
        databases.forEach(assembly::watch);
        databases.forEach(OpenDatabase::prepareLedger);
        buildLanes();
        readWhatStands();
        lanes.forEach(WorkingLane::start);
        Timers.every(timers.jobs(), WATCH_EVERY, new AttemptWatch(inHand, assembly.progress()));
        Timers.every(timers.views(), StatementWatch.EVERY, new StatementWatch(inHand, views(), assembly.progress()));
        Timers.every(timers.chores(), SPENT_EVERY, this::deleteSpent);
        Timers.every(timers.chores(), SWEEP_EVERY, assembly.kept()::sweep);
        purgeLedgers();
        Timers.every(timers.heartbeats(), HEARTBEAT_EVERY, heartbeat);
        started = true;
    }

    @Override
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        orders.close();
        timers.endHeartbeats(heartbeat); // the last one says that there is room for nothing here
        lanes.forEach(WorkingLane::drain);
        awaitRunning(settings.running().stopGrace());
        lanes.forEach(WorkingLane::takeNoMore);
        inHand.all().forEach(Executor::abandon);
        databases.forEach(OpenDatabase::close);
        lanes.forEach(WorkingLane::close);
        control.close();
        timers.shutdownNow();
        assembly.progress().close();
        producer.close();
        assembly.kept().close();
        plugins.close();
    }

    private static void abandon(Attempt attempt) {
        try {
            attempt.stop(Stop.SHUTTING_DOWN);
        } catch (RuntimeException | Error unstopped) { // such as for want of a thread; its connection is closed soon
            log.atWarn()
                    .addKeyValue("jobId", attempt.job().getJobId())
                    .setCause(unstopped)
                    .log("A job could not be told to stop");
        }
    }

    @Override
    public Health check() {
        if (!started || stopped) {
            return new Health.Down(stopped ? "stopped" : "not started");
        }
        List<Health> parts = new ArrayList<>();
        lanes.forEach(lane -> parts.add(lane.check()));
        databases.forEach(database -> parts.add(database.check()));
        parts.add(control.check());
        parts.add(orders.check());
        parts.add(assembly.kept().check());
        disabled.forEach(why -> parts.add(new Health.Degraded(why)));
        return parts.stream()
                .filter(Health.Down.class::isInstance)
                .findFirst()
                .or(() ->
                        parts.stream().filter(Health.Degraded.class::isInstance).findFirst())
                .orElse(Health.up());
    }

    /** What was ordered and cancelled before holds for the first job. Without a registry nobody knows what that is, so this waits only so long. */
    private void readWhatStands() throws InterruptedException {
        control.start();
        orders.start();
        if (!control.awaitCaughtUp(READ_PATIENCE)) {
            log.atWarn().log("Cancels are not read yet: one that came a while ago may come too late for its job");
        }
        if (!orders.awaitCaughtUp(READ_PATIENCE)) {
            log.atWarn().log("Orders for lanes are not read yet: lanes begin as they are configured");
        }
    }

    private TopicFollower follower(String topic, String name, TopicReader reader) {
        return new TopicFollower(topic, settings.name(name), settings.kafka(), reader);
    }

    private void requireBroker() throws UnfitBrokerException, InterruptedException {
        try (Admin admin = Admin.create(settings.kafka().with(settings.name("start"), Map.of()))) {
            BrokerNeeds.require(admin);
        }
    }

    private void openDatabases(Engines engines) {
        for (DatabaseSettings database : settings.databases().served()) {
            engines.find(database.engine())
                    .ifPresentOrElse(
                            engine -> open(database, engine),
                            () -> disable(database, engines.whyMissing(database.engine())));
        }
    }

    private void open(DatabaseSettings database, Engine engine) {
        try {
            Ledger ledger = new Ledger(engine, messages, settings.running().instance(), clock);
            Breaker breaker =
                    new Breaker(database.name(), settings.running().breaker(), clock.withZone(ZoneOffset.UTC));
            Duration patience = settings.running().acquireTimeout();
            databases.add(plugins.within(() -> new OpenDatabase(database, engine, ledger, breaker, patience, meters)));
        } catch (RuntimeException | LinkageError wrong) { // a URL no driver takes, or a driver that lacks a jar
            disable(database, String.valueOf(wrong.getMessage()));
        }
    }

    private void disable(DatabaseSettings database, String why) {
        disabled.add(database.name() + " is not served: " + why);
        log.atWarn()
                .addKeyValue("database", database.name())
                .addKeyValue("reason", why)
                .log("A database is not served");
    }

    private void buildLanes() {
        Map<String, List<OpenDatabase>> byEngine = databases.stream()
                .collect(Collectors.groupingBy(database -> database.settings().engine()));
        byEngine.forEach((engine, ofEngine) -> {
            Set<Lane> used = new TreeSet<>();
            ofEngine.forEach(database -> used.addAll(database.settings().slots().keySet()));
            used.forEach(lane -> lanes.add(assembly.lane(engine, lane, ofEngine)));
        });
    }

    private Map<String, ServerView> views() {
        Map<String, ServerView> views = new HashMap<>();
        databases.forEach(database ->
                database.view().ifPresent(view -> views.put(database.settings().name(), view)));
        return views;
    }

    /** To find old rows reads a whole table, so those who serve the same database should not all do it at once. */
    private void purgeLedgers() {
        ExecutorSettings.Databases of = settings.databases();
        Duration interval = of.ledgerPurgeInterval();
        databases.stream()
                .flatMap(database -> database.ledgerChore(clock).stream())
                .forEach(chore -> {
                    long first = ThreadLocalRandom.current().nextLong(interval.toMillis());
                    Timers.every(
                            timers.jobs(), Duration.ofMillis(first), interval, () -> chore.begin(of.ledgerRetention()));
                });
    }

    /** The dispatcher admits no more than was announced, so a change is announced at once. */
    private void obey(StandingOrders standing) {
        boolean changed = false;
        for (WorkingLane lane : lanes) {
            changed |= lane.obey(standing, clock.instant());
        }
        if (changed) {
            timers.heartbeats().execute(heartbeat);
        }
    }

    private List<JobSource> sources() {
        return lanes.stream().map(WorkingLane::source).toList();
    }

    /** Deletes the job records that are done; also done by itself every minute. */
    void deleteSpent() {
        spent.run();
    }

    private Map<String, List<LaneSlots>> slotsByEngine() {
        Map<String, List<LaneSlots>> slots = new HashMap<>();
        for (WorkingLane lane : lanes) {
            List<LaneSlots> ofEngine = slots.computeIfAbsent(lane.engine(), engine -> new ArrayList<>());
            lane.slots().forEach(slot -> ofEngine.add(stopped ? none(slot) : slot));
        }
        return slots;
    }

    private static LaneSlots none(LaneSlots slots) {
        return LaneSlots.newBuilder(slots).setSlots(0).build();
    }

    private void awaitRunning(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        while (inHand.all().stream().map(Attempt::runningNanos).anyMatch(nanos -> nanos >= 0)
                && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(DRAIN_LOOK.toNanos());
        }
    }
}
