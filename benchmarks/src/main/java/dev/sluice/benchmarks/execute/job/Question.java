package dev.sluice.benchmarks.execute.job;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One job to do, and where its answer goes: complete once it is right, failed if it is wrong. */
public record Question(String id, Workload workload, long parameter, CompletableFuture<Void> answer) {
    public static Question of(Workload workload) {
        return new Question(UUID.randomUUID().toString(), workload, workload.anyParameter(), new CompletableFuture<>());
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
