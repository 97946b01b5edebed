package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.admit.Overflow;
import dev.sluice.dispatcher.estimate.Estimated;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.session.JoinSession;
import dev.sluice.dispatcher.session.JoinSession.Joined;
import dev.sluice.dispatcher.session.Sessions;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.StatementClass;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a prepared request must pass once, when it comes, to become a job: its own limit of cost, room to wait, and its session. */
public final class Entrance {
    private final Overflow overflow;
    private final JoinSession joinSession;
    private final Sessions sessions;

    public Entrance(Overflow overflow, JoinSession joinSession, Sessions sessions) {
        this.overflow = overflow;
        this.joinSession = joinSession;
        this.sessions = sessions;
    }

    /** A request that becomes a job, with the session it joins, if it names one. */
    record Entering(Estimated job, @Nullable Joined session) {}

    Verdict<Entering> enter(Estimated job, Instant now) {
        Accepted accepted = job.accepted();
        Double maxCost = accepted.request().getMaxCost();
        Optional<JobError> tooDear = job.grant().costLimit(job.prediction().p50(), maxCost);
        if (tooDear.isPresent()) {
            return new Verdict.Refused<>(tooDear.get(), job.traits());
        }
        if (overflow.refuses(accepted.key().database(), accepted.requested().priority())) {
            return Verdict.refuse(
                    ErrorCode.QUEUE_FULL,
                    "More than %d jobs of %s wait already; send this one again later."
                            .formatted(overflow.high(), accepted.key().database()),
                    job.traits());
        }
        String session = accepted.request().getSessionId();
        if (session == null) {
            return Verdict.pass(new Entering(job, null));
        }
        return joinSession
                .join(accepted, session, job.database().engine(), sessions, now)
                .then(joined -> within(joined, job));
    }

    private static Verdict<Entering> within(Joined joined, Estimated job) {
        boolean writes = job.traits().statementClass() != StatementClass.READ;
        if (writes && joined.session().options().getReadOnly()) {
            return Verdict.refuse(
                    ErrorCode.READ_ONLY,
                    "Session %s is read-only, and this is a %s; send it without the session, or open another one."
                            .formatted(joined.key().id(), job.traits().statementClass()),
                    job.traits());
        }
        return Verdict.pass(new Entering(job, joined));
    }
}
