package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.admit.Admit;
import dev.sluice.dispatcher.admit.Overflow;
import dev.sluice.dispatcher.admit.Standing;
import dev.sluice.dispatcher.decide.Entrance.Entering;
import dev.sluice.dispatcher.estimate.Estimated;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Memory;
import dev.sluice.dispatcher.job.Place;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.dispatcher.job.Tries;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.dispatcher.place.Placement;
import dev.sluice.dispatcher.policy.PolicyLimits;
import dev.sluice.dispatcher.route.Decisions;
import dev.sluice.dispatcher.route.Events;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.dispatcher.route.Route;
import dev.sluice.dispatcher.session.JoinSession;
import dev.sluice.dispatcher.session.JoinSession.Joined;
import dev.sluice.dispatcher.session.Session;
import dev.sluice.dispatcher.session.SessionKey;
import dev.sluice.dispatcher.session.Sessions;
import dev.sluice.dispatcher.throttle.Throttle;
import dev.sluice.dispatcher.throttle.Throttle.Throttled;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.Decision;
import dev.sluice.message.EventType;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How jobs get their lease: at once on arrival, or when their turn comes. */
public final class Admissions {
    private final Preparation preparation;
    private final Throttle throttle;
    private final Admit admit;
    private final Route route;
    private final Sessions sessions;
    private final Overflow overflow;
    private final Placement placement;

    public Admissions(
            Preparation preparation,
            Throttle throttle,
            Admit admit,
            Route route,
            Sessions sessions,
            Overflow overflow,
            Placement placement) {
        this.preparation = preparation;
        this.throttle = throttle;
        this.admit = admit;
        this.route = route;
        this.sessions = sessions;
        this.overflow = overflow;
        this.placement = placement;
    }

    /** A newcomer runs at once or joins the line. */
    Ruling enter(Entering entering, long sequence, Memory memory, Instant now) {
        Estimated job = entering.job();
        Accepted accepted = job.accepted();
        Throttled throttled = throttled(job, memory, now);
        var queued = new LiveJob(
                accepted.key(),
                JobState.QUEUED,
                Tries.NONE,
                place(job, sequence),
                later(accepted.times(), throttled.start(), now),
                accepted.asked().pinned(job.classified().resolved().template()),
                accepted.requested().bytes());
        var scheduled = Scheduled.of(queued);
        boolean granted = admit.newcomer(scheduled);
        Standing standing = admit.standing(scheduled).with(throttled.limits());
        JobEvent event;
        List<Output> outputs = new ArrayList<>();
        LiveJob kept = granted ? placed(queued) : queued;
        if (granted) {
            Decision decision = Decisions.admitted(job, kept, standing, now);
            event = Events.first(job, EventType.ADMITTED, JobState.ADMITTED, 1, decision);
            outputs.add(routed(job, kept, sessionOf(entering), now));
        } else {
            Decision decision = Decisions.held(job, standing, queued.times().notBefore(), now);
            event = Events.first(job, EventType.QUEUED, JobState.QUEUED, 0, decision);
        }
        outputs.add(new Output.Told(event));
        return new Ruling.Kept(kept, outputs, kept.asked().traceparent(), notes(entering, throttled));
    }

    private Output routed(Estimated job, LiveJob admitted, @Nullable Session session, Instant now) {
        return new Output.Routed(
                route.route(job, admitted, session, now), admitted.tries().partition());
    }

    private LiveJob placed(LiveJob waiting) {
        return waiting.admitted(placement.next(
                new LaneKey(waiting.key().database(), waiting.place().lane()),
                waiting.key().jobId()));
    }

    private static List<Note> notes(Entering entering, Throttled throttled) {
        List<Note> notes = new ArrayList<>();
        if (!throttled.marks().isEmpty()) {
            notes.add(new Note.RateMarks(entering.job().database().name(), throttled.marks()));
        }
        Joined joined = entering.session();
        if (joined != null) {
            notes.add(new Note.SessionJoined(joined.key(), joined.session()));
        }
        return notes;
    }

    private static @Nullable Session sessionOf(Entering entering) {
        Joined joined = entering.session();
        return joined == null ? null : joined.session();
    }

    /** The decision about a job that asked what would be decided. */
    Decision wouldBe(Estimated job, Memory memory, Instant now) {
        Throttled throttled = throttled(job, memory, now);
        Times times = later(job.accepted().times(), throttled.start(), now);
        var scheduled = new Scheduled(
                job.accepted().key(), job.accepted().asked().principal(), place(job, Long.MAX_VALUE), times);
        return Decisions.validated(job, admit.standing(scheduled).with(throttled.limits()), now);
    }

    /** The waiting job that gets the next lease of this lane, if there is one to be had. */
    public Optional<JobKey> next(LaneKey lane) {
        return admit.next(lane);
    }

    /** The waiting job of this database that must go because one more has come to wait. */
    public Optional<JobKey> victim(String database) {
        return overflow.victim(database).map(Scheduled::key);
    }

    /** The turn of a waiting job has come; its request is what was stored with it. */
    public Ruling turn(LiveJob job, QueryRequest request, Instant now) {
        Joined joined = sessionOf(job);
        if (joined != null && joined.session().stopped()) {
            return ruled(JoinSession.stopped(joined.key().id()), job, null, now);
        }
        return ruled(preparation.prepare(Accepted.again(job, request)), job, joined, now);
    }

    private Ruling ruled(Verdict<Estimated> verdict, LiveJob job, @Nullable Joined session, Instant now) {
        return switch (verdict) {
            case Verdict.Passed<Estimated> passed -> {
                PolicyLimits.Retries granted = passed.value().grant().limits().retries();
                yield job.tries().retries() > granted.granted()
                        ? DecideExhausted.withdrawn(job, granted, now)
                        : admit(passed.value(), job, session, now);
            }
            case Verdict.Refused<Estimated> refused ->
                Endings.end(job, endState(job), refused.error(), Decisions.refused(refused, now));
            case Verdict.Postponed<Estimated> postponed -> new Ruling.Deferred(postponed.reason());
        };
    }

    private Ruling admit(Estimated job, LiveJob waiting, @Nullable Joined session, Instant now) {
        Decision decision = Decisions.admitted(job, waiting, admit.standing(Scheduled.of(waiting)), now);
        LiveJob admitted = placed(waiting);
        var event = Events.later(admitted, JobState.ADMITTED, null, decision, now);
        List<Output> outputs =
                List.of(routed(job, admitted, session == null ? null : session.session(), now), new Output.Told(event));
        return new Ruling.Kept(admitted, outputs, admitted.asked().traceparent());
    }

    /** Answers why a job is where it is, whether it waits or has its lease. */
    public Ruling explain(LiveJob job, String commandId, QueryRequest request, Instant now) {
        return switch (preparation.prepare(Accepted.again(job, request))) {
            case Verdict.Passed<Estimated>(Estimated estimated) -> {
                Standing standing = admit.explained(Scheduled.of(job));
                Decision decision = job.waits()
                        ? Decisions.held(estimated, job, standing, now)
                        : Decisions.leased(estimated, job, standing, now);
                yield explained(job, commandId, decision, now);
            }
            case Verdict.Refused<Estimated> refused ->
                explained(job, commandId, Decisions.refused(refused.error(), refused.traits(), now), now);
            case Verdict.Postponed<Estimated> postponed -> new Ruling.Deferred(postponed.reason());
        };
    }

    /** Answers that the stored request cannot be read any more, so that nobody knows why the job is where it is. */
    public Ruling refuseToExplain(LiveJob job, String commandId, Instant now) {
        var event = Events.answered(job.key(), job.state(), commandId, CommandAnswer.REFUSED, now);
        return new Ruling.Sent(List.of(new Output.Told(event)), job.asked().traceparent());
    }

    private static Ruling explained(LiveJob job, String commandId, Decision decision, Instant now) {
        var event = Events.explained(job, commandId, decision, now);
        return new Ruling.Sent(List.of(new Output.Told(event)), job.asked().traceparent());
    }

    /** Ends a waiting job that cannot run any more. One that ran before has failed, one that never did is rejected. */
    public Ruling refuse(LiveJob job, JobError error, Instant now) {
        return Endings.end(job, endState(job), error, now);
    }

    private static JobState endState(LiveJob job) {
        return job.tries().attempt() == 0 ? JobState.REJECTED : JobState.FAILED;
    }

    private Throttled throttled(Estimated job, Memory memory, Instant now) {
        JobKey key = job.accepted().key();
        var taker = new Throttle.Taker(
                key.tenant(),
                job.accepted().asked().principal(),
                job.traits().statementClass(),
                job.grant().limits().jobsPerSecond());
        return throttle.next(taker, bucket -> memory.rateMark(key.database(), bucket), now);
    }

    private Place place(Estimated job, long sequence) {
        return new Place(job.lane(), job.accepted().requested().priority(), sequence, route.demand(job));
    }

    private @Nullable Joined sessionOf(LiveJob job) {
        String id = job.place().demand().session();
        SessionKey key = id == null ? null : SessionKey.of(job.key(), id);
        Session session = key == null ? null : sessions.find(key);
        return key == null || session == null ? null : new Joined(key, session);
    }

    private static Times later(Times times, Instant start, Instant now) {
        Instant notBefore = times.notBefore();
        boolean passed = notBefore != null && !notBefore.isAfter(now);
        Times own = passed ? times.notBefore(null) : times;
        boolean sooner = !start.isAfter(now) || (!passed && notBefore != null && !start.isAfter(notBefore));
        return sooner ? own : own.notBefore(start);
    }
}
