package dev.sluice.benchmarks.dispatch;

import dev.sluice.runtime.process.ServiceProcess;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.shell.ConsoleLog;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UsageException;
import dev.sluice.standalone.data.DirectoryTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice bench dispatch}. Needs nothing that runs already: the broker is its own, on a free port. */
@Command(
        name = "dispatch",
        description =
                "Measure the dispatcher beside a bare topology and a bare producer and consumer, what an admission costs with"
                        + " up to a million waiting jobs, and who gets how much in a flood. Takes about three minutes; nothing"
                        + " else should be busy meanwhile.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice bench dispatch",
            "  sluice bench dispatch --jobs 200000 --rounds 5",
            "  sluice bench dispatch --json | tail -1 | jq .passThroughRatio"
        })
public final class DispatchCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--jobs", defaultValue = "100000", description = "Jobs of one round (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Rounds, of which the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--rate",
            defaultValue = "500",
            description = "Jobs a second for latency (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "A setting of the dispatcher that is measured, to see what it does to the figures.")
    private List<String> settings = List.of();

    @Option(names = "--json", description = "Print one JSON object as the last line.")
    private boolean json;

    public DispatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        if (jobs < 1_000 || rounds < 1 || rate < 1 || settings.stream().anyMatch(setting -> !setting.contains("="))) {
            throw new UsageException(
                    "--jobs takes 1000 or more, --rounds and --rate 1 or more, --set a key and a value with = between them");
        }
        ConsoleLog.quiet();
        Thread measuring = Thread.currentThread();
        ServiceProcess.onTermination(
                measuring::interrupt, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
        Path folder = Files.createTempDirectory("sluice-bench-");
        try {
            Instant began = shell.clock().instant();
            var benchmark = new DispatchBenchmark(jobs, rounds, rate, line -> tell(began, line));
            show(new DispatchReport(benchmark.run(folder, settings)));
            return ExitCode.OK;
        } finally {
            DirectoryTree.delete(folder);
        }
    }

    private void tell(Instant began, String line) {
        long seconds = Duration.between(began, shell.clock().instant()).toSeconds();
        shell.out().line(String.format(Locale.ROOT, "[%3d s] %s", seconds, line));
    }

    private void show(DispatchReport report) {
        Screen screen = shell.out();
        screen.line("");
        report.lines(screen.width()).forEach(screen::line);
        if (json) {
            screen.line(Json.text(report.json()));
        }
    }
}
