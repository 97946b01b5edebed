package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.shell.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands in for {@code sluice bench} where the benchmarks are not on the class path, and says how to get them. */
@Command(name = "bench", description = "Measure the whole flow beside its limits (needs the benchmarks module).")
final class BenchAbsentCommand implements Callable<Integer> {
    @Override
    public Integer call() throws UsageException {
        throw new UsageException("the benchmarks are not on the class path: run ./sluice bench from a source checkout, "
                + "which builds and adds them, or add benchmarks.jar to the class path");
    }
}
