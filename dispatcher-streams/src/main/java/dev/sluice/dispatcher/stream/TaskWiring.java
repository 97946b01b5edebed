package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.accept.Accept;
import dev.sluice.dispatcher.admit.Admit;
import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.authorize.Authorize;
import dev.sluice.dispatcher.classify.Classify;
import dev.sluice.dispatcher.decide.Admissions;
import dev.sluice.dispatcher.decide.DecideCommand;
import dev.sluice.dispatcher.decide.DecideEvent;
import dev.sluice.dispatcher.decide.DecideRequest;
import dev.sluice.dispatcher.decide.Preparation;
import dev.sluice.dispatcher.receive.Intake;
import dev.sluice.dispatcher.receive.Partitions;
import dev.sluice.dispatcher.receive.PatientDecoder;
import dev.sluice.dispatcher.receive.RequestGate;
import dev.sluice.dispatcher.remember.DedupeWindow;
import dev.sluice.dispatcher.remember.JobBook;
import dev.sluice.dispatcher.remember.Parking;
import dev.sluice.dispatcher.remember.StoredDatabases;
import dev.sluice.dispatcher.resolve.Resolve;
import dev.sluice.dispatcher.route.Route;
import dev.sluice.dispatcher.route.Routes;
import dev.sluice.dispatcher.send.Outgoing;
import dev.sluice.dispatcher.send.Outlet;
import dev.sluice.dispatcher.send.TopicDirectory;
import dev.sluice.dispatcher.throttle.Throttle;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** Everything a task is made of, by {@code new}. What is handed in is shared by all tasks and thread-safe. */
public record TaskWiring(
        Topics topics,
        Partitions partitions,
        Rules rules,
        JobSeal seal,
        Messages messages,
        TopicDirectory directory,
        DispatcherMeters meters,
        Catalogs catalogs) {
    /** With catalogues that know nothing yet. */
    public TaskWiring(
            Topics topics,
            Partitions partitions,
            Rules rules,
            JobSeal seal,
            Messages messages,
            TopicDirectory directory,
            DispatcherMeters meters) {
        this(
                topics,
                partitions,
                rules,
                seal,
                messages,
                directory,
                meters,
                Catalogs.unread(messages, rules.policies(), meters));
    }

    /** Name of the store of each task. */
    public static final String JOBS_STORE = "jobs-store";

    /** Names of the global stores, one for each catalogue. */
    public static final String DATABASES_STORE = "databases";

    public static final String TEMPLATES_STORE = "templates";
    public static final String POLICIES_STORE = "policies";
    public static final String LANES_STORE = "lanes";
    public static final String HEARTBEATS_STORE = "heartbeats";

    DispatchProcessor.Task wire(ProcessorContext<String, Outgoing> context) {
        KeyValueStore<String, byte[]> store = Objects.requireNonNull(context.getStateStore(JOBS_STORE));
        KeyValueStore<String, byte[]> databases = Objects.requireNonNull(context.getStateStore(DATABASES_STORE));
        var schedule = new Schedule();
        var book = JobBook.open(
                store, schedule, new DedupeWindow(store, rules.accept().dedupeWindow(), rules.maxRemembered()));
        var parking = new Parking(store);
        var decoder = new PatientDecoder(messages);

        var preparation = new Preparation(
                new Resolve(new StoredDatabases(databases, messages), catalogs.templates()),
                new Classify(rules.sql()),
                new Authorize(rules.deniedKinds(), rules.policies().allowedFunctions(), catalogs.policies()));
        var admissions = admissions(preparation, schedule);
        var accept = new Accept(rules.accept(), topics.replies(), directory::exists);
        var intake = new Intake(
                new RequestGate(topics, rules.binding(), seal.gateway()),
                partitions,
                decoder,
                new DecideRequest(accept, preparation, admissions, book),
                new DecideEvent(book, rules.retries()),
                new DecideCommand(book),
                book::nextSequence);

        var outlet = new Outlet(new Routes(topics), messages, directory, context);
        var desk = new Desk(book, schedule, parking, admissions, decoder, outlet, meters);
        var records = new DispatchRecords(intake, desk);
        return new DispatchProcessor.Task(
                records,
                new Sweep(book, schedule, parking, desk, records),
                () -> meters.load(context.taskId().partition(), schedule.load()));
    }

    private Admissions admissions(Preparation preparation, Schedule schedule) {
        return new Admissions(
                preparation,
                new Throttle(rules.tenantRate()),
                new Admit(rules.lanes(), schedule),
                new Route(topics, rules.run(), seal));
    }
}
