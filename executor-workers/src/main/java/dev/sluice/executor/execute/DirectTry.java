package dev.sluice.executor.execute;

import dev.sluice.executor.carry.RowCarrier;
import dev.sluice.executor.carry.RowCarriers;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.slot.Slots;
import dev.sluice.message.QueryJob;

/** One try without the ledger: a read, or a statement that refuses transactions. */
final class DirectTry {
    private final Target target;
    private final Slots slots;
    private final RowCarriers carriers;
    private final Endings endings;

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
            try (RowCarrier carrier = carriers.of(job, resultId)) {
                Executed executed = session.runForJob(
                                new StatementRun(target.engine(), attempt, carrier, session.preface())::run)
                        .settled(carrier);
                return new TryResult.Ended(endings.succeeded(attempt, resultId, executed, acquireNanos));
            }
        }
    }
}
