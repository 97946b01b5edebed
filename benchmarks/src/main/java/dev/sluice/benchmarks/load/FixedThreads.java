package dev.sluice.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Throughput of so many threads that do one thing over and over. */
public record FixedThreads(int threads, Duration length) {
    /** One thing to do; a thread does it again as soon as it returns. */
    @FunctionalInterface
    public interface Action {
        void once() throws Exception;
    }

    /** Times a second, over all threads. */
    public double measure(Action action) throws InterruptedException, ExecutionException {
        List<Callable<Long>> loops = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            loops.add(() -> loop(action));
        }
        long times = 0;
        long began = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("bench-loop-", 1).factory())) {
            for (Future<Long> loop : pool.invokeAll(loops)) {
                times += loop.get();
            }
        }
        return times * 1e9 / (System.nanoTime() - began);
    }

    private long loop(Action action) throws Exception {
        long times = 0;
        long began = System.nanoTime();
        while (System.nanoTime() - began < length.toNanos()) {
            action.once();
            times++;
        }
        return times;
    }
}
