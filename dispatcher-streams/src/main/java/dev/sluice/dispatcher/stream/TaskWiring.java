package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.accept.Accept;
import dev.sluice.dispatcher.admit.Admit;
import dev.sluice.dispatcher.admit.Overflow;
import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.authorize.Authorize;
import dev.sluice.dispatcher.catalog.LiveSlots;
import dev.sluice.dispatcher.catalog.StoredDatabases;
import dev.sluice.dispatcher.catalog.TenantPolicyLimits;
import dev.sluice.dispatcher.classify.Analyses;
import dev.sluice.dispatcher.classify.Classify;
import dev.sluice.dispatcher.decide.Admissions;
import dev.sluice.dispatcher.decide.DecideCommand;
import dev.sluice.dispatcher.decide.DecideEvent;
import dev.sluice.dispatcher.decide.DecideExhausted;
import dev.sluice.dispatcher.decide.DecideRequest;
import dev.sluice.dispatcher.decide.Entrance;
import dev.sluice.dispatcher.decide.Preparation;
import dev.sluice.dispatcher.estimate.Estimate;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.dispatcher.place.Placement;
import dev.sluice.dispatcher.receive.Intake;
import dev.sluice.dispatcher.receive.Partitions;
import dev.sluice.dispatcher.receive.PatientDecoder;
import dev.sluice.dispatcher.receive.Recall;
import dev.sluice.dispatcher.receive.RecallGrants;
import dev.sluice.dispatcher.receive.RequestGate;
import dev.sluice.dispatcher.remember.DedupeWindow;
import dev.sluice.dispatcher.remember.JobBook;
import dev.sluice.dispatcher.remember.Parking;
import dev.sluice.dispatcher.remember.StoredHistory;
import dev.sluice.dispatcher.remember.StoredSessions;
import dev.sluice.dispatcher.resolve.Resolve;
import dev.sluice.dispatcher.route.Route;
import dev.sluice.dispatcher.route.Routes;
import dev.sluice.dispatcher.scale.ScaleLanes;
import dev.sluice.dispatcher.send.DispatchSpans;
import dev.sluice.dispatcher.send.Outgoing;
import dev.sluice.dispatcher.send.Outlet;
import dev.sluice.dispatcher.send.TopicDirectory;
import dev.sluice.dispatcher.session.JoinSession;
import dev.sluice.dispatcher.throttle.Throttle;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Everything a task is made of, by {@code new}. What is handed in is shared by all tasks and thread-safe.
 *
 * @param pace makes the pace of one task's commits
 */
public record TaskWiring(
        Topics topics,
        Partitions partitions,
        Rules rules,
        Supplier<CommitPace> pace,
        Analyses analyses,
        JobSeal seal,
        Messages messages,
        TopicDirectory directory,
        DispatcherMeters meters,
        Catalogs catalogs,
        DispatchSpans spans) {
    /** Name of the store of each task. */
    public static final String JOBS_STORE = "jobs-store";

    /** Names of the global stores, one for each catalogue. */
    public static final String DATABASES_STORE = "databases";

    public static final String TEMPLATES_STORE = "templates";
    public static final String POLICIES_STORE = "policies";
    public static final String LANES_STORE = "lanes";
    public static final String HEARTBEATS_STORE = "heartbeats";

    /** What a task remembers, and the index over it. */
    private record Books(
            JobBook jobs, Schedule schedule, StoredSessions sessions, StoredHistory history, Parking parking) {}

    /** Where waiting jobs are held back, and let through. */
    private record Sluices(Overflow overflow, Admissions admissions, Preparation preparation) {}

    DispatchProcessor.Task wire(ProcessorContext<String, Outgoing> context) {
        Books books = books(store(context, JOBS_STORE));
        Databases databases = new StoredDatabases(store(context, DATABASES_STORE), messages, meters::refusedDefinition);
        var slots = new LiveSlots(
                rules.admission().lanes(),
                databases,
                store(context, HEARTBEATS_STORE),
                store(context, LANES_STORE),
                messages,
                meters::refusedDefinition);
        var limits = new TenantPolicyLimits(rules.admission().limits(), databases, catalogs.policies());
        var decoder = new PatientDecoder(messages);
        Sluices sluices = sluices(databases, slots, limits, books);
        var notes = new Notes(books.jobs(), books.sessions(), books.history(), books.schedule(), meters);
        var outlet = new Outlet(new Routes(topics), messages, directory, spans, context);
        var judge = new Judge(
                intake(decoder, databases, sluices, books), new Recall(decoder, sluices.admissions(), topics), outlet);
        var desk = new Desk(books.jobs(), notes, books.parking(), sluices.admissions(), judge, outlet, meters);
        int partition = context.taskId().partition();
        return new DispatchProcessor.Task(
                now -> outlet.noteToSelf(partitions.keyOf(partition), now),
                desk,
                sweep(books, new Look(slots, limits), desk),
                measure(partition, books.schedule(), slots));
    }

    private Consumer<Instant> measure(int partition, Schedule schedule, LiveSlots slots) {
        var scale = new ScaleLanes(rules.admission().scale(), schedule, slots::room);
        return now -> {
            meters.load(partition, schedule.load());
            meters.desired(partition, scale.look(now));
        };
    }

    private Sweep sweep(Books books, Look look, Desk desk) {
        AdmissionRules admission = rules.admission();
        Duration idle = admission.sessions().idle();
        var upkeep = new Upkeep(books.jobs(), books.history(), books.sessions(), books.schedule(), idle);
        return new Sweep(books.schedule(), admission.ageAfter(), look, books.parking(), desk, upkeep);
    }

    private Books books(KeyValueStore<String, byte[]> store) {
        var schedule = new Schedule(rules.admission().bands());
        var window = new DedupeWindow(
                store, rules.accept().dedupeWindow(), rules.memory().endedJobs());
        return new Books(
                JobBook.open(store, schedule, window),
                schedule,
                new StoredSessions(store),
                new StoredHistory(store, rules.memory().statements()),
                new Parking(store));
    }

    private Sluices sluices(Databases databases, LiveSlots slots, TenantPolicyLimits limits, Books books) {
        var preparation = new Preparation(
                new Resolve(databases, catalogs.templates()),
                new Classify(rules.sql(), analyses),
                new Authorize(rules.deniedKinds(), rules.policies().allowedFunctions(), catalogs.policies()),
                new Estimate(books.history(), rules.laneBounds()));
        AdmissionRules admission = rules.admission();
        var overflow = new Overflow(admission.overflow(), books.schedule());
        var admissions = new Admissions(
                preparation,
                new Throttle(admission.rates()),
                new Admit(slots, limits, books.schedule()),
                new Route(topics, rules.run(), seal),
                books.sessions(),
                overflow,
                new Placement(slots::offers, books.schedule()));
        return new Sluices(overflow, admissions, preparation);
    }

    private Intake intake(PatientDecoder decoder, Databases databases, Sluices sluices, Books books) {
        var accept = new Accept(rules.accept(), topics.replies(), directory::exists);
        var entrance = new Entrance(
                sluices.overflow(), new JoinSession(rules.admission().sessions()), books.sessions());
        var exhausted = new DecideExhausted(new RecallGrants(decoder, databases, catalogs.policies()));
        return new Intake(
                new RequestGate(topics, rules.binding(), seal.gateway()),
                partitions,
                decoder,
                new DecideRequest(accept, sluices.preparation(), entrance, sluices.admissions(), books.jobs()),
                new DecideEvent(books.jobs(), rules.retries(), exhausted),
                new DecideCommand(books.jobs()),
                books.jobs()::nextSequence);
    }

    private static KeyValueStore<String, byte[]> store(ProcessorContext<String, Outgoing> context, String name) {
        return Objects.requireNonNull(context.getStateStore(name));
    }
}
