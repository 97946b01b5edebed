package dev.sluice.executor.execute;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.publish.ChunkSender;
import dev.sluice.executor.publish.Publishing;
import dev.sluice.message.QueryJob;

/** One try without the ledger: a read, or a statement that refuses transactions. */
final class DirectTry {
    private final Target target;
    private final Slots slots;
    private final Publishing publishing;
    private final Endings endings;

    DirectTry(Target target, Slots slots, Publishing publishing, Endings endings) {
        this.target = target;
        this.slots = slots;
        this.publishing = publishing;
        this.endings = endings;
    }

    TryResult run(Attempt attempt, Access access) throws FailedTryException {
        QueryJob job = attempt.job();
        long asked = System.nanoTime();
        try (Session session = Session.borrow(slots, target, attempt)) {
            long acquireNanos = System.nanoTime() - asked;
            String resultId = Endings.resultId();
            ChunkSender chunks = publishing.chunks(job, resultId);
            session.begin(access, attempt.timeLimit());
            Executed executed = session.run(new StatementRun(target.engine(), attempt, chunks)::run);
            chunks.awaitAll();
            return new TryResult.Ended(endings.succeeded(attempt, resultId, executed, acquireNanos));
        }
    }
}
