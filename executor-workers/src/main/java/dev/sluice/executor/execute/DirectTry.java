package dev.sluice.executor.execute;

import dev.sluice.executor.carry.RowCarrier;
import dev.sluice.executor.carry.RowCarriers;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Farewell;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.executor.rows.ShortReads;
import dev.sluice.executor.slot.Slots;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementKind;

/** One try without the ledger: a read, or a statement that refuses transactions. */
final class DirectTry {
    private final Target target;
    private final Slots slots;
    private final RowCarriers carriers;
    private final Endings endings;
    private final ShortReads shortReads = new ShortReads();

    DirectTry(Target target, Slots slots, RowCarriers carriers, Endings endings) {
        this.target = target;
        this.slots = slots;
        this.carriers = carriers;
        this.endings = endings;
    }

    TryResult run(Attempt attempt, Access access) throws FailedTryException {
        String sql = attempt.job().getStatements().getFirst().getSql();
        if (!mayBeShort(attempt, access) || !shortReads.expected(sql)) {
            return run(attempt, access, Farewell.NONE);
        }
        try {
            return run(
                    attempt,
                    access,
                    target.engine().farewell(access, attempt.job().getStatements()));
        } catch (StatementRun.NotShortException more) {
            shortReads.forget(sql);
        } catch (FailedTryException failed) {
            shortReads.forget(sql);
            if (!worthTheUsualWay(failed.failure())) {
                throw failed;
            }
        }
        return run(attempt, access, Farewell.NONE);
    }

    private TryResult run(Attempt attempt, Access access, Farewell farewell) throws FailedTryException {
        QueryJob job = attempt.job();
        long asked = System.nanoTime();
        Session session = Session.borrow(slots, target, attempt);
        String resultId = Endings.resultId();
        Executed executed;
        long acquireNanos = System.nanoTime() - asked;
        try (session) {
            session.breakable();
            begin(session, access, attempt);
            try (RowCarrier carrier = carriers.of(job, resultId)) {
                StatementRun run = new StatementRun(target.engine(), attempt, carrier, session.preface(), farewell);
                try {
                    executed = run(session, run, access).settled(carrier);
                } catch (FailedTryException | RuntimeException failure) {
                    if (access == Access.PLAIN && run.sent() && unclear(attempt, failure)) {
                        return new TryResult.Ended(endings.unknown(attempt, unfinished(failure)));
                    }
                    throw failure;
                }
                if (run.restored()) {
                    session.ended();
                }
            }
        }
        if (mayBeShort(attempt, access) && session.givenBack()) {
            shortReads.read(job.getStatements().getFirst().getSql(), executed.rows());
        }
        return new TryResult.Ended(endings.succeeded(attempt, resultId, executed, acquireNanos));
    }

    /** A connection that was dead before the statement was sent: it may run, which nobody can say of one that was under way. */
    private static void begin(Session session, Access access, Attempt attempt) throws FailedTryException {
        try {
            session.begin(access, attempt.timeLimit());
        } catch (FailedTryException failed) {
            EngineFailure failure = failed.failure();
            throw access == Access.PLAIN && failure.remedy() == Remedy.RETRY
                    ? new FailedTryException(failure.as(failure.code(), Remedy.RELEASE), failed)
                    : failed;
        }
    }

    /** What commits by itself has no ledger to find out first that this server takes no writes. */
    private Executed run(Session session, StatementRun run, Access access) throws FailedTryException {
        try {
            return session.runForJob(run::run);
        } catch (FailedTryException failed) {
            if (access == Access.PLAIN
                    && failed.failure().code() == ErrorCode.READ_ONLY
                    && session.run(target.engine()::standby)) {
                throw session.demoted(failed);
            }
            throw failed;
        }
    }

    /**
     * Whether a statement that commits by itself may have had a part of its effect. If its server answered that it is no place to run it, it
     * has not, unless it has steps that commit one by one. An answer that was not read to its end says nothing.
     */
    private static boolean unclear(Attempt attempt, Exception failure) {
        if (failure instanceof FailedTryException failed) {
            return switch (failed.failure().remedy()) {
                case RELEASE -> inSteps(attempt.job());
                case NONE, NARROW -> failed.failure().sessionLost();
                case RETRY, STOPPED -> false;
            };
        }
        return attempt.stopped() != Stop.SHUTTING_DOWN && attempt.stopped() != Stop.LOST;
    }

    private static boolean inSteps(QueryJob job) {
        return switch (job.getStatements().getFirst().getKind()) {
            case CALL, OTHER -> true;
            default -> false;
        };
    }

    private static String unfinished(Exception failure) {
        String why = failure instanceof StoppedException ? "stopped among its rows" : failure.getMessage();
        return "the statement was under way and did not come to its end (" + why + ")";
    }

    /**
     * Session variables may change what names mean, and are gone with the farewell. A job that failed before has no reason to hurry.
     * Without a farewell there is nothing to learn for.
     */
    private boolean mayBeShort(Attempt attempt, Access access) {
        QueryJob job = attempt.job();
        return access == Access.READ
                && !target.engine().farewell(access, job.getStatements()).none()
                && attempt.tries() == 1
                && job.getSession() == null
                && job.getStatements().size() == 1
                && job.getStatements().getFirst().getKind() == StatementKind.SELECT;
    }

    /** What fails here may be the farewell, or too much at once for the driver: then the usual way has the last word. */
    private static boolean worthTheUsualWay(EngineFailure failure) {
        return switch (failure.remedy()) {
            case NARROW -> true;
            case NONE, RETRY -> !failure.sessionLost();
            case STOPPED, RELEASE -> false;
        };
    }
}
