package dev.sluice.standalone.demo.run;

import dev.sluice.standalone.demo.workload.DemoJob;
import java.util.concurrent.CompletableFuture;

/** A door to a running Sluice. Thread-safe. */
interface JobPort {
    /** Completes when the job has ended, whatever its state; exceptionally only if no end could be learned. */
    CompletableFuture<Answer> run(String jobId, DemoJob job);
}
