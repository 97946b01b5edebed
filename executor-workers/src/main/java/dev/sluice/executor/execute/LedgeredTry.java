package dev.sluice.executor.execute;

import dev.sluice.executor.carry.RowCarrier;
import dev.sluice.executor.carry.RowCarriers;
import dev.sluice.executor.claim.Claim;
import dev.sluice.executor.claim.Ledger;
import dev.sluice.executor.claim.RevocableTables;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Farewell;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.executor.slot.Slots;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Duration;
import java.util.Optional;

/**
 * One try of a write in one transaction: claim, statements, outcome, commit. The outcome is published after the commit, so the
 * ledger has the very reply that a later delivery sends again.
 */
final class LedgeredTry {
    private static final Duration AGAIN_SOON = Duration.ofMillis(100);
    private static final String FORGOTTEN = "the ledger vanished, which alone knew what became of this job";

    private final Target target;
    private final Slots slots;
    private final RowCarriers carriers;
    private final Endings endings;
    private final RevocableTables revocable;

    LedgeredTry(Target target, Slots slots, RowCarriers carriers, Endings endings) {
        this.target = target;
        this.slots = slots;
        this.carriers = carriers;
        this.endings = endings;
        this.revocable = new RevocableTables(target.engine());
    }

    TryResult run(Attempt attempt) throws FailedTryException {
        try {
            return claimed(attempt);
        } catch (FailedTryException | RuntimeException failure) {
            if (!attempt.effectsLeft()) {
                throw failure;
            }
            return partlyDone(attempt, String.valueOf(failure.getMessage()));
        }
    }

    /** It must not run again, whatever it failed of: the ledger says so to whoever gets it next. */
    private TryResult partlyDone(Attempt attempt, String why) {
        QueryReply ending = endings.unknown(
                attempt, "failed after it had changed a table whose storage engine undoes nothing (" + why + ")");
        try {
            return conclude(attempt, ending) instanceof TryResult.Ended ended ? ended : new TryResult.Ended(ending);
        } catch (FailedTryException | RuntimeException unkept) { // such as of the registry
            return new TryResult.Ended(ending);
        }
    }

    private TryResult claimed(Attempt attempt) throws FailedTryException {
        long asked = System.nanoTime();
        try (Session session = Session.borrow(slots, target, attempt)) {
            long acquireNanos = System.nanoTime() - asked;
            session.breakable();
            return switch (claim(session, attempt)) {
                case Claim.Granted() -> {
                    attempt.foundUncommitted();
                    yield execute(session, attempt, acquireNanos);
                }
                case Claim other -> elsewhere(attempt, other);
            };
        }
    }

    /**
     * Commits an ending without effect to the ledger before anybody hears of it, for a job that may have run elsewhere: what ran
     * there and committed wins, what still runs there cannot commit any more.
     */
    TryResult conclude(Attempt attempt, QueryReply ending) throws FailedTryException {
        try (Session session = Session.borrow(slots, target, attempt)) {
            return switch (claim(session, attempt)) {
                case Claim.Granted() -> {
                    commit(session, attempt.job(), ending);
                    yield new TryResult.Ended(ending);
                }
                case Claim other -> elsewhere(attempt, other);
            };
        }
    }

    private Claim claim(Session session, Attempt attempt) throws FailedTryException {
        QueryJob job = attempt.job();
        Ledger ledger = target.ledger();
        try {
            session.run(connection -> {
                ledger.ensure(connection);
                return true;
            });
            session.begin(Access.WRITE, Duration.ofMillis(job.getTimeoutMillis()));
        } catch (FailedTryException failed) {
            return refused(session, attempt, failed, false);
        }
        try {
            Claim claim = session.run(connection -> ledger.claim(connection, session.preface(), job));
            boolean forgotten = attempt.mayHaveRunElsewhere() && ledger.forgot(job);
            return forgotten && claim instanceof Claim.Granted ? new Claim.Unreadable(FORGOTTEN) : claim;
        } catch (FailedTryException failed) {
            return refused(session, attempt, failed, true);
        }
    }

    private Claim refused(Session session, Attempt attempt, FailedTryException failed, boolean begun)
            throws FailedTryException {
        EngineFailure failure = failed.failure();
        if (failure.remedy() == Remedy.STOPPED && attempt.stopped() == null) {
            return new Claim.Contended("another attempt of this job holds its ledger row");
        }
        if (failure.code() == ErrorCode.LOCK_TIMEOUT) {
            return new Claim.Contended(failure.message()); // of the transaction itself, where a server has one writer
        }
        if (failure.remedy() != Remedy.NONE) {
            throw failed;
        }
        if (failure.code() == ErrorCode.READ_ONLY) {
            throw session.demoted(failed); // our own statement, so no job made this up
        }
        // Such as from a database that was restored without it. The next try makes it anew.
        boolean gone = begun && failure.code() == ErrorCode.UNKNOWN_OBJECT && session.run(target.ledger()::gone);
        target.ledger().doubt();
        if (gone && attempt.mayHaveRunElsewhere()) {
            return new Claim.Unreadable(FORGOTTEN);
        }
        throw new FailedTryException(
                failure.as(ErrorCode.LEDGER_UNAVAILABLE, gone ? Remedy.RETRY : Remedy.NONE), failed);
    }

    private TryResult execute(Session session, Attempt attempt, long acquireNanos) throws FailedTryException {
        QueryJob job = attempt.job();
        refuseIrrevocable(session, job);
        String resultId = Endings.resultId();
        Executed executed;
        try (RowCarrier carrier = carriers.of(job, resultId)) {
            // What the ledger names must be there before it is committed.
            executed = session.runForJob(
                            new StatementRun(target.engine(), attempt, carrier, session.preface(), Farewell.NONE)::run)
                    .settled(carrier);
        }
        QueryReply outcome = endings.succeeded(attempt, resultId, executed, acquireNanos);
        reclaim(session, job);
        if (!attempt.beginCommit()) {
            throw new StoppedException();
        }
        try {
            commit(session, job, outcome);
        } catch (FailedTryException failed) {
            if (failed.failure().sessionLost()) {
                attempt.lostTheCommit();
            }
            throw failed;
        }
        return new TryResult.Ended(outcome);
    }

    private void refuseIrrevocable(Session session, QueryJob job) throws FailedTryException {
        Optional<String> irrevocable =
                session.run(connection -> revocable.exception(connection, job.getTablesWritten(), endings.now()));
        if (irrevocable.isPresent()) {
            throw new FailedTryException(
                    new EngineFailure(ErrorCode.NOT_SUPPORTED, null, irrevocable.get(), Remedy.NONE, false), null);
        }
    }

    private void reclaim(Session session, QueryJob job) throws FailedTryException {
        session.run(connection -> {
            target.engine().reclaim(connection, job.getStatements());
            return true;
        });
    }

    private void commit(Session session, QueryJob job, QueryReply outcome) throws FailedTryException {
        session.commit(connection -> target.ledger().conclude(connection, job, outcome));
    }

    /** What another execution of this job left in the ledger. */
    private TryResult elsewhere(Attempt attempt, Claim claim) {
        return switch (claim) {
            case Claim.Granted() -> throw new IllegalStateException("granted is not elsewhere");
            case Claim.Ended(QueryReply outcome) -> new TryResult.Ended(outcome);
            case Claim.OtherRequest() ->
                new TryResult.Ended(endings.failed(
                        attempt,
                        ErrorCode.CONFLICT,
                        "this job id has already been used for another request: choose a new one"));
            case Claim.Unreadable(String reason) -> new TryResult.Ended(endings.unknown(attempt, reason));
            case Claim.Contended(String reason) -> {
                attempt.forgive();
                JobError why = ErrorCatalog.error(ErrorCode.LOCK_TIMEOUT, reason);
                yield new TryResult.Again(why, AGAIN_SOON);
            }
        };
    }
}
