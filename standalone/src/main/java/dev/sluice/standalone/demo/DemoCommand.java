package dev.sluice.standalone.demo;

import dev.sluice.standalone.LayeredSettings;
import dev.sluice.standalone.Standalone;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.shell.ConsoleLog;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.SettingsOptions;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UsageException;
import dev.sluice.standalone.cli.up.FreePorts;
import dev.sluice.standalone.cli.up.PortOptions;
import dev.sluice.standalone.cli.up.RunningPlatform;
import dev.sluice.standalone.cli.up.StopSignal;
import dev.sluice.standalone.data.DataDirectory;
import dev.sluice.standalone.demo.report.DemoReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The demo as a command: a fresh platform, the load, the report, and then time to look around. */
@Command(
        name = "demo",
        description = "Start everything, load TPC-H data, run jobs of three tenants and compare every result.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice demo",
            "  sluice demo --exit --json | tail -1 | jq .jobsPerSecond",
            "  sluice demo --scale 0.05"
        })
public final class DemoCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--scale", description = "TPC-H scale factor (default: ${DEFAULT-VALUE}; 1 is 8.7 million rows).")
    private double scale = 0.01;

    @Option(names = "--selects", description = "Point selects (default: ${DEFAULT-VALUE}).")
    private int selects = 2_000;

    @Option(names = "--writes", description = "Inserts and updates (default: ${DEFAULT-VALUE}).")
    private int writes = 500;

    @Option(names = "--data", paramLabel = "DIR", description = "Emptied first (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data", "demo");

    @Option(names = "--exit", description = "Stop after the report; exit code 0 only if everything matched.")
    private boolean exit;

    @Option(names = "--json", description = "Print the report as one JSON object, the last line on standard output.")
    private boolean json;

    public DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        long started = System.nanoTime();
        ConsoleLog.quiet();
        DemoOptions options = options();
        Screen talk = json ? shell.err() : shell.out();
        FreshDirectory.prepare(data); // first: the server of a killed demo may hold a port
        FreePorts.Choice choice = FreePorts.choose(ports);
        List<String> flags = new ArrayList<>(choice.flags());
        flags.add(DataDirectory.ROOT_KEY + "=" + data);
        LayeredSettings layers = settings.layers(shell.environment(), flags);
        talk.line(talk.strong("Starting Sluice in this process") + ", data in " + data);
        choice.told().forEach(talk::line);
        StopSignal signal = StopSignal.listen();
        try (RunningPlatform platform = RunningPlatform.start(layers, signal, talk, shell.clock())) {
            Demo demo = new Demo(options, talk, shell.clock(), started);
            DemoReport report = demo.run(addresses(platform.standalone()));
            tell(report, demo.complaints(), talk);
            if (!exit) {
                new FurtherLooks(platform.standalone().apiUrl(), data).tell(talk);
                signal.await();
            }
            return report.allMatched() ? ExitCode.OK : ExitCode.FAILED;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
    }

    private DemoOptions options() throws UsageException {
        try {
            return new DemoOptions(scale, selects, writes, DemoOptions.UNDER_WAY);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void tell(DemoReport report, List<String> complaints, Screen talk) {
        talk.line("");
        report.lines(talk.width()).forEach(talk::line);
        complaints.forEach(complaint -> talk.line(talk.bad("wrong: ") + complaint));
        talk.line(report.allMatched() ? talk.good("everything matched") : talk.bad("not everything matched"));
        if (json) {
            shell.out().line(Json.text(report.toJson()));
        }
    }

    private static Platform addresses(Standalone standalone) {
        return new Platform(
                standalone.bootstrapServers(),
                standalone.registryUrl(),
                standalone.apiUrl(),
                standalone.demoJdbcUrl(),
                standalone.liteJdbcUrl(),
                standalone.historyUrl(),
                standalone.postgresUser());
    }
}
