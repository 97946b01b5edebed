package dev.sluice.benchmarks.execute.job;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.concurrent.CompletableFuture;

/** One job to do, and where its answer goes: complete once it is right, failed if it is wrong. */
public record Question(String id, Workload workload, long parameter, CompletableFuture<Void> answer) {
    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    /** Its id sorts by time, as those do that clients make. */
    public static Question of(Workload workload) {
        return new Question(IDS.generate().toString(), workload, workload.anyParameter(), new CompletableFuture<>());
    }

    /** The answer came with so many rows. */
    public void answered(long rowCount) {
        try {
            workload.check(rowCount);
            answer.complete(null);
        } catch (IllegalStateException wrong) {
            answer.completeExceptionally(wrong);
        }
    }
}
