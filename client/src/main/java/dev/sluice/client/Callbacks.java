package dev.sluice.client;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Where what callers hang on their futures runs: never on a thread that reads, which whoever waits inside for another job would stop for
 * ever. The common pool makes up for those that wait.
 */
final class Callbacks {
    private static final Executor THREADS = ForkJoinPool.getCommonPoolParallelism() > 0
            ? ForkJoinPool.commonPool()
            : task -> new Thread(task, "sluice-callback").start();

    private Callbacks() {}

    static void run(Runnable completion) {
        THREADS.execute(completion);
    }
}
