package dev.sluice.standalone.cli.up;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.LayeredSettings;
import dev.sluice.standalone.Standalone;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.shell.ConsoleLog;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.SettingsOptions;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.data.DataDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything in this process and keeps it running until Ctrl-C or SIGTERM. */
@Command(
        name = "up",
        description = "Start everything in one process: Kafka, registry, PostgreSQL and all services.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice up",
            "  sluice up --port 9000 --data /var/lib/sluice",
            "  sluice up --config sluice.yaml --set dispatcher.commitInterval=20ms",
            "  sluice up --port 0 --kafka-port 0 --registry-port 0 --postgres-port 0 --json"
        })
public final class UpCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (default: data).")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print the addresses as one JSON object on standard output.")
    private boolean json;

    public UpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        List<String> flags = new ArrayList<>(ports.flags());
        if (data != null) {
            flags.add(DataDirectory.ROOT_KEY + "=" + data);
        }
        LayeredSettings layers = settings.layers(shell.environment(), flags);
        Screen talk = json ? shell.err() : shell.out();
        if (talk.interactive()) {
            ConsoleLog.brief();
        }
        StopSignal signal = StopSignal.listen();
        try (RunningPlatform platform = RunningPlatform.start(layers, signal, talk, shell.clock())) {
            tell(platform.standalone(), talk);
            signal.await();
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.OK;
    }

    private void tell(Standalone platform, Screen talk) {
        if (json) {
            shell.out().line(Json.text(addresses(platform)));
        }
        talk.line("");
        talk.line(talk.strong("Sluice is up.") + " Ctrl-C stops it; what was accepted is kept.");
        talk.line("  API, console     " + platform.apiUrl());
        talk.line("  schema registry  " + platform.registryUrl());
        talk.line("  Kafka            " + platform.bootstrapServers());
        talk.line("  PostgreSQL       " + platform.demoJdbcUrl() + " (user " + platform.postgresUser() + ")");
        talk.line("");
        talk.line("Submit from another terminal:");
        String url = platform.apiUrl().getPort() == 8080 ? "" : "--url " + platform.apiUrl() + " ";
        talk.line("  ./sluice submit " + url + "--wait \"select version()\"");
        talk.line("  ./sluice submit " + url + "--wait -d lite --param 7 \"select ? * 6 as answer\"");
        talk.line("  curl -s '" + platform.apiUrl() + "/v1/jobs?wait=5s' -H 'Content-Type: application/json' \\");
        talk.line("    -d '{\"database\":\"demo\",\"sql\":\"select 1\"}'");
    }

    private static ObjectNode addresses(Standalone platform) {
        return Json.object()
                .put("api", platform.apiUrl().toString())
                .put("registry", platform.registryUrl().toString())
                .put("bootstrapServers", platform.bootstrapServers())
                .put("demo", platform.demoJdbcUrl())
                .put("lite", platform.liteJdbcUrl())
                .put("user", platform.postgresUser())
                .put("pid", ProcessHandle.current().pid());
    }
}
