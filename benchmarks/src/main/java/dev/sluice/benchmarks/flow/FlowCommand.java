package dev.sluice.benchmarks.flow;

import dev.sluice.benchmarks.load.ClosedLoop;
import dev.sluice.benchmarks.load.OpenLoop;
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

/** {@code sluice bench flow}. Needs nothing that runs already: everything is started on a folder of its own, and on free ports. */
@Command(
        name = "flow",
        description =
                "Measure the whole flow beside a raw Kafka round trip, a Kafka Streams pass-through and plain JDBC,"
                        + " in one run on one broker. Takes about three and a half minutes; nothing else should be busy meanwhile.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice bench flow",
            "  sluice bench flow --delivery at_least_once --rounds 5",
            "  sluice bench flow --set dispatcher.commitInterval=20ms",
            "  sluice bench flow --json | tail -1 | jq .p50Millis"
        })
public final class FlowCommand implements Callable<Integer> {
    /** The whole flow is far more code for the JIT compiler than its limits: after 10 s it still kept half a core busy. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private static final Duration LATENCY_ROUND = Duration.ofSeconds(4);
    private static final Duration THROUGHPUT_ROUND = Duration.ofSeconds(3);

    private final Shell shell;

    @Option(
            names = "--delivery",
            defaultValue = "both",
            description = "How executors publish: exactly_once, at_least_once or both (default: ${DEFAULT-VALUE}).")
    private Delivery.Choice delivery = Delivery.Choice.BOTH;

    @Option(
            names = "--rate",
            defaultValue = "200",
            description = "Jobs a second for latency (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--outstanding",
            defaultValue = "256",
            description = "Jobs open at a time for throughput (default: ${DEFAULT-VALUE}).")
    private int outstanding;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Rounds, of which the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "A setting of the Sluice that is measured, to see what it does to the figures.")
    private List<String> settings = List.of();

    @Option(names = "--json", description = "Print one JSON object as the last line.")
    private boolean json;

    public FlowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        ConsoleLog.quiet();
        Rounds plan = plan();
        Thread measuring = Thread.currentThread();
        ServiceProcess.onTermination(
                measuring::interrupt, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
        Path folder = Files.createTempDirectory("sluice-bench-");
        try {
            Instant began = shell.clock().instant();
            FlowResult result = new FlowBenchmark(plan, line -> tell(began, line))
                    .run(
                            delivery.deliveries(),
                            folder,
                            (data, published) -> StandalonePlatform.start(data, published, settings));
            show(new FlowReport(result, Runtime.getRuntime().availableProcessors()));
            return ExitCode.OK;
        } finally {
            DirectoryTree.delete(folder);
        }
    }

    private Rounds plan() throws UsageException {
        try {
            return new Rounds(
                    rounds, WARM_UP, new OpenLoop(rate, LATENCY_ROUND), new ClosedLoop(outstanding, THROUGHPUT_ROUND));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void tell(Instant began, String line) {
        long seconds = Duration.between(began, shell.clock().instant()).toSeconds();
        shell.out().line(String.format(Locale.ROOT, "[%3d s] %s", seconds, line));
    }

    private void show(FlowReport report) {
        Screen screen = shell.out();
        screen.line("");
        report.lines(screen.width()).forEach(screen::line);
        if (json) {
            screen.line(Json.text(report.json()));
        }
    }
}
