package dev.sluice.standalone.cli.lanes;

import dev.sluice.standalone.cli.job.ServerOptions;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes back what is ordered for a lane. */
@Command(
        name = "resume",
        description = "Take back what is ordered: the lane runs as it is configured.",
        footerHeading = "%nExamples:%n",
        footer = "  sluice lanes resume shop fast --reason 'the migration is done'")
final class ResumeCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "DATABASE", description = "Whose lane.")
    private String database = "";

    @Parameters(index = "1", paramLabel = "LANE", description = "One of ${COMPLETION-CANDIDATES}, in any case.")
    private OrderedLane.Name lane = OrderedLane.Name.FAST;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; the log of the API keeps it.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who resumes it (default: $USER).")
    private @Nullable String principal;

    ResumeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        server.api(shell.environment())
                .delete(OrderedLane.path(database, lane) + "?reason=" + encoded(reason) + "&principal="
                        + encoded(OrderedLane.principal(shell, principal)));
        shell.out().line(server.json() ? Json.text(Json.object().put("resumed", true)) : "resumed as configured");
        return ExitCode.OK;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
