package dev.sluice.executor.execute;

import dev.sluice.executor.carry.RowCarrier;
import dev.sluice.executor.carry.RowCarriers;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.executor.rows.ShortReads;
import dev.sluice.executor.slot.Slots;
import dev.sluice.message.QueryJob;

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
        QueryJob job = attempt.job();
        long asked = System.nanoTime();
        try (Session session = Session.borrow(slots, target, attempt)) {
            long acquireNanos = System.nanoTime() - asked;
            session.breakable();
            String resultId = Endings.resultId();
            session.begin(access, attempt.timeLimit());
            String farewell = farewell(attempt, access);
            try (RowCarrier carrier = carriers.of(job, resultId)) {
                StatementRun run = new StatementRun(target.engine(), attempt, carrier, session.preface(), farewell);
                Executed executed = session.runForJob(run::run).settled(carrier);
                if (run.restored()) {
                    session.ended();
                }
                shortReads.read(job.getFingerprint(), executed.rows());
                return new TryResult.Ended(endings.succeeded(attempt, resultId, executed, acquireNanos));
            } catch (FailedTryException failed) {
                throw farewell.isEmpty() ? failed : notShort(job, failed);
            }
        }
    }

    /** Behind a read that is known to be short, which then costs one round trip. Tries after the first expect nothing. */
    private String farewell(Attempt attempt, Access access) {
        QueryJob job = attempt.job();
        boolean all = access == Access.READ
                && attempt.tries() == 1
                && job.getStatements().size() == 1
                && shortReads.expected(job.getFingerprint());
        return all ? target.engine().farewell() : "";
    }

    /** More than the driver may hold at once is to come in fetches of usual size. */
    private FailedTryException notShort(QueryJob job, FailedTryException failed) {
        EngineFailure failure = failed.failure();
        if (failure.remedy() != Remedy.NARROW) {
            return failed;
        }
        shortReads.forget(job.getFingerprint());
        return new FailedTryException(failure.as(failure.code(), Remedy.RETRY), failed);
    }
}
