package dev.sluice.benchmarks.execute;

import dev.sluice.benchmarks.execute.Plan.WarmUp;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.executor.publish.Delivered;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice bench execute}. Needs nothing that runs already: database and brokers are its own, on free ports. */
@Command(
        name = "execute",
        description =
                "Measure the executor and the whole flow beside plain JDBC, a hand-written worker, Confluent's parallel consumer,"
                        + " db-scheduler and JobRunr: the same statements, connections and database, each in a process of its own. Takes about half an hour;"
                        + " nothing else should be busy meanwhile.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice bench execute",
            "  sluice bench execute --delivery at_least_once --rounds 5",
            "  sluice bench execute --quick",
            "  sluice bench execute --json | tail -1 | jq .vsWorker"
        })
public final class ExecuteCommand implements Callable<Integer> {
    private static final WarmUp WARM_UP = new WarmUp(Duration.ofSeconds(45), Duration.ofMinutes(5));
    private static final WarmUp QUICK_WARM_UP = new WarmUp(Duration.ofMillis(500), Duration.ofSeconds(10));
    private static final Duration QUICK_ROUND = Duration.ofMillis(300);
    private static final int QUICK_EXPORT_ROWS = 100_000;

    private final Shell shell;

    @Option(
            names = "--delivery",
            defaultValue = "exactly_once",
            description = "How executors and the hand-written worker publish: exactly_once or at_least_once"
                    + " (default: ${DEFAULT-VALUE}).")
    private Delivered delivery = Delivered.EXACTLY_ONCE;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Rounds, of which the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "1",
            description = "About how long a round lasts (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--rate",
            defaultValue = "200",
            description = "Jobs a second for latency (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--export-rows",
            defaultValue = "1000000",
            description = "Rows of the export (default: ${DEFAULT-VALUE}).")
    private int exportRows;

    @Option(
            names = "--quick",
            description = "A glance at everything: one short round, a small export. Not to be quoted.")
    private boolean quick;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "A setting of the Sluice that is measured, to see what it does to the figures.")
    private List<String> settings = List.of();

    @Option(names = "--part", hidden = true)
    private @Nullable String part;

    @Option(names = "--folder", hidden = true)
    private Path folder = Path.of("");

    @Option(names = "--database", hidden = true)
    private String databaseUrl = "";

    @Option(names = "--user", hidden = true)
    private String databaseUser = "";

    @Option(names = "--json", description = "Print one JSON object as the last line.")
    private boolean json;

    public ExecuteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        ConsoleLog.quiet();
        Plan plan = plan();
        Thread measuring = Thread.currentThread();
        ServiceProcess.onTermination(
                measuring::interrupt, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
        if (part != null) {
            BenchDatabase database = BenchDatabase.at(databaseUrl, databaseUser);
            PartProcess.leave(new OnePart(plan, shell.out()::line).measure(part, folder, database), folder);
            return ExitCode.OK;
        }
        folder = Files.createTempDirectory("sluice-bench-");
        try {
            Instant began = shell.clock().instant();
            PartProcess parts = new PartProcess(arguments(), line -> tell(began, line));
            show(new ExecuteReport(new ExecuteBenchmark(plan, parts, line -> tell(began, line)).run(folder)));
            return ExitCode.OK;
        } finally {
            DirectoryTree.delete(folder);
        }
    }

    /** Those of a process that measures by the same plan. */
    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("bench", "execute", "--delivery", delivery.name()));
        arguments.addAll(List.of("--rounds", String.valueOf(rounds), "--seconds", String.valueOf(seconds)));
        arguments.addAll(List.of("--rate", String.valueOf(rate), "--export-rows", String.valueOf(exportRows)));
        if (quick) {
            arguments.add("--quick");
        }
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return arguments;
    }

    private Plan plan() throws UsageException {
        if (settings.stream().anyMatch(setting -> !setting.contains("="))) {
            throw new UsageException("--set takes a key and a value with = between them");
        }
        try {
            return quick
                    ? new Plan(1, QUICK_ROUND, QUICK_WARM_UP, rate, QUICK_EXPORT_ROWS, delivery, settings)
                    : new Plan(
                            rounds,
                            Duration.ofMillis(Math.round(seconds * 1000)),
                            WARM_UP,
                            rate,
                            exportRows,
                            delivery,
                            settings);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void tell(Instant began, String line) {
        long elapsed = Duration.between(began, shell.clock().instant()).toSeconds();
        shell.out().line(String.format(Locale.ROOT, "[%3d s] %s", elapsed, line));
    }

    private void show(ExecuteReport report) {
        Screen screen = shell.out();
        screen.line("");
        report.lines(screen.width()).forEach(screen::line);
        if (json) {
            screen.line(Json.text(report.json()));
        }
    }
}
