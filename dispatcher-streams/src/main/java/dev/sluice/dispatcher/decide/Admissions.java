package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.admit.Admit;
import dev.sluice.dispatcher.admit.Admit.Admission;
import dev.sluice.dispatcher.estimate.Estimated;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Memory;
import dev.sluice.dispatcher.job.Place;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.dispatcher.job.Tries;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.resolve.Resolved;
import dev.sluice.dispatcher.route.Decisions;
import dev.sluice.dispatcher.route.Events;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.dispatcher.route.Route;
import dev.sluice.dispatcher.throttle.Throttle;
import dev.sluice.dispatcher.throttle.Throttle.Throttled;
import dev.sluice.message.Decision;
import dev.sluice.message.EventType;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How jobs get their lease: at once on arrival, or when their turn comes. */
public final class Admissions {
    private final Preparation preparation;
    private final Throttle throttle;
    private final Admit admit;
    private final Route route;

    public Admissions(Preparation preparation, Throttle throttle, Admit admit, Route route) {
        this.preparation = preparation;
        this.throttle = throttle;
        this.admit = admit;
        this.route = route;
    }

    /** A prepared newcomer runs at once or joins the line. */
    Ruling enter(Estimated job, long sequence, Memory memory, Instant now) {
        Accepted accepted = job.accepted();
        String tenant = accepted.key().tenant();
        String database = accepted.key().database();
        Optional<Throttled> throttled = throttle.next(memory.rateMark(database, tenant), now);
        Times times = throttled
                .map(held -> later(accepted.times(), held.start(), now))
                .orElse(accepted.times());
        Ruling.@Nullable RateMark mark = throttled
                .map(held -> new Ruling.RateMark(database, tenant, held.mark()))
                .orElse(null);
        var place = new Place(job.lane(), accepted.requested().priority(), sequence);
        var queued = new LiveJob(
                accepted.key(),
                JobState.QUEUED,
                Tries.NONE,
                place,
                times,
                accepted.asked(),
                accepted.requested().bytes());
        Admission admission = admit.newcomer(job.database(), job.lane(), place.priority(), times.notBefore(), now);
        return kept(job, queued, admission, mark, now);
    }

    private Ruling kept(
            Estimated job, LiveJob queued, Admission admission, Ruling.@Nullable RateMark mark, Instant now) {
        return switch (admission) {
            case Admission.Granted granted -> {
                Decision decision = Decisions.admitted(job, granted.check(), now);
                LiveJob admitted = queued.admitted();
                int attempt = admitted.tries().attempt();
                var event = Events.first(job, EventType.ADMITTED, JobState.ADMITTED, attempt, decision);
                yield new Ruling.Kept(admitted, routed(job, admitted, event, now), trace(admitted), mark);
            }
            case Admission.Held held -> {
                Decision decision = Decisions.held(job, held.check(), held.ahead(), now);
                var event = Events.first(job, EventType.QUEUED, JobState.QUEUED, 0, decision);
                yield new Ruling.Kept(queued, List.of(new Output.Told(event)), trace(queued), mark);
            }
        };
    }

    /** The decision about a job that asked what would be decided. */
    Decision wouldBe(Estimated job, Instant now) {
        return Decisions.validated(job, admit.first(job.database(), job.lane()).check(), now);
    }

    /** The turn of a waiting job has come; its request is what was stored with it. */
    public Ruling turn(LiveJob job, QueryRequest request, Instant now) {
        Verdict<Resolved> resolved = preparation.resolve().resolve(Accepted.again(job, request));
        if (resolved instanceof Verdict.Passed<Resolved>(Resolved target)
                && admit.first(target.database(), job.place().lane()) instanceof Admission.Held) {
            return new Ruling.Deferred("no slot");
        }
        return switch (resolved.then(preparation::prepare)) {
            case Verdict.Passed<Estimated> passed -> admit(passed.value(), job, now);
            case Verdict.Refused<Estimated> refused ->
                Endings.end(job, endState(job), refused.error(), Decisions.refused(refused, now));
            case Verdict.Postponed<Estimated> postponed -> new Ruling.Deferred(postponed.reason());
        };
    }

    private Ruling admit(Estimated job, LiveJob waiting, Instant now) {
        return switch (admit.first(job.database(), waiting.place().lane())) {
            case Admission.Granted granted -> {
                Decision decision = Decisions.admitted(job, granted.check(), now);
                LiveJob admitted = waiting.admitted();
                var event = Events.later(admitted, JobState.ADMITTED, null, decision, now);
                yield new Ruling.Kept(admitted, routed(job, admitted, event, now), trace(admitted));
            }
            case Admission.Held held -> new Ruling.Deferred("no slot");
        };
    }

    /** Ends a waiting job that cannot run any more. One that ran before has failed, one that never did is rejected. */
    public Ruling refuse(LiveJob job, JobError error, Instant now) {
        return Endings.end(job, endState(job), error, now);
    }

    private static JobState endState(LiveJob job) {
        return job.tries().attempt() == 0 ? JobState.REJECTED : JobState.FAILED;
    }

    private List<Output> routed(Estimated job, LiveJob admitted, JobEvent event, Instant now) {
        return List.of(new Output.Routed(route.route(job, admitted, now)), new Output.Told(event));
    }

    private static Times later(Times times, Instant start, Instant now) {
        Instant notBefore = times.notBefore();
        boolean sooner = !start.isAfter(now) || (notBefore != null && !start.isAfter(notBefore));
        return sooner ? times : new Times(times.submittedAt(), start, times.deadline());
    }

    private static @Nullable String trace(LiveJob job) {
        return job.asked().traceparent();
    }
}
