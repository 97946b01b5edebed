package dev.sluice.benchmarks.dispatch;

import dev.sluice.standalone.data.DirectoryTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What a job costs the dispatcher, for those who measure a part of it. */
public final class DispatchCost {
    private static final int JOBS = 30_000;
    private static final int ROUNDS = 3;
    private static final int PER_SECOND = 500;

    private DispatchCost() {}

    /** Processor time of the stream threads for one job and its completion, microseconds; the median of three rounds. */
    public static double micros(Consumer<String> progress) throws Exception {
        Path folder = Files.createTempDirectory("sluice-bench-");
        try {
            return new DispatchBenchmark(JOBS, ROUNDS, PER_SECOND, progress)
                    .dispatcher(folder)
                    .cpuMicros();
        } finally {
            DirectoryTree.delete(folder);
        }
    }
}
