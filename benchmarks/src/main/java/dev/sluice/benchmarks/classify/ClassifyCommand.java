package dev.sluice.benchmarks.classify;

import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.shell.ConsoleLog;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice bench classify}. Needs nothing that runs; JMH starts a JVM of its own for each benchmark. */
@Command(
        name = "classify",
        description =
                "Measure what it costs to know what a statement is: met before or not, simple or complex, with and without"
                        + " the security checks, and how long texts made to hurt can keep it busy. Takes about two minutes;"
                        + " nothing else should be busy meanwhile.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice bench classify",
            "  sluice bench classify --forks 3 --iterations 10",
            "  sluice bench classify --json | tail -1 | jq .hitMicros"
        })
public final class ClassifyCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--forks",
            defaultValue = "1",
            description = "JVMs started for each benchmark, one after the other (default: ${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = "--iterations",
            defaultValue = "3",
            description = "Seconds measured in each JVM, after three of warm-up (default: ${DEFAULT-VALUE}).")
    private int iterations;

    @Option(names = "--json", description = "Print one JSON object as the last line.")
    private boolean json;

    public ClassifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        ConsoleLog.quiet();
        // Its lock file would be one for all users of this machine.
        System.setProperty("jmh.ignoreLock", "true");
        Instant began = shell.clock().instant();
        Measurements measurements = measurements(began);
        var report = new ClassifyReport(measurements.run());
        Screen screen = shell.out();
        screen.line("");
        report.lines(screen.width()).forEach(screen::line);
        if (json) {
            screen.line(Json.text(report.json()));
        }
        return ExitCode.OK;
    }

    private Measurements measurements(Instant began) throws UsageException {
        try {
            return new Measurements(forks, iterations, line -> tell(began, line));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void tell(Instant began, String line) {
        long seconds = Duration.between(began, shell.clock().instant()).toSeconds();
        shell.out().line(String.format(Locale.ROOT, "[%3d s] %s", seconds, line));
    }
}
