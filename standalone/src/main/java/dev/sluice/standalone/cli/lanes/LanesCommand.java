package dev.sluice.standalone.cli.lanes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.job.ServerOptions;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what is ordered for lanes; its subcommands order. */
@Command(
        name = "lanes",
        description = {
            "Show what is ordered for lanes, and pause, drain, scale or resume them while everything runs.",
            "A paused lane holds jobs that have not begun; one that is drained finishes them. Neither admits any."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice lanes",
            "  sluice lanes pause shop fast --reason 'a migration' --for 30m",
            "  sluice lanes scale shop slow 12 --reason 'end of month' --for 8h",
            "  sluice lanes resume shop fast --reason 'the migration is done'"
        })
public final class LanesCommand implements Callable<Integer> {
    private static final List<String> HEADERS = List.of("database", "lane", "ordered", "until", "by", "reason");

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    private LanesCommand(Shell shell) {
        this.shell = shell;
    }

    /** The command with its subcommands. */
    public static CommandLine commandLine(Shell shell) {
        return new CommandLine(new LanesCommand(shell))
                .addSubcommand(new PauseCommand(shell))
                .addSubcommand(new DrainCommand(shell))
                .addSubcommand(new ScaleCommand(shell))
                .addSubcommand(new ResumeCommand(shell));
    }

    @Override
    public Integer call() throws Exception {
        JsonNode answer = server.api(shell.environment()).get("/v1/lanes");
        if (server.json()) {
            shell.out().line(Json.text(answer));
            return ExitCode.OK;
        }
        List<List<String>> rows = new ArrayList<>();
        answer.path("orders").forEach(order -> rows.add(row(order.path("definition"))));
        if (rows.isEmpty()) {
            shell.err().line("nothing is ordered: every lane runs as it is configured");
        } else {
            Table.lines(HEADERS, rows, shell.out().width()).forEach(shell.out()::line);
        }
        return ExitCode.OK;
    }

    private static List<String> row(JsonNode order) {
        return List.of(
                Json.text(order, "database"),
                Json.text(order, "lane"),
                ordered(order),
                Json.text(order, "expiresAt"),
                Json.text(order, "principal"),
                Json.text(order, "reason"));
    }

    private static String ordered(JsonNode order) {
        if (order.path("paused").asBoolean()) {
            return "paused";
        }
        return order.path("draining").asBoolean()
                ? "draining"
                : order.path("slots").asText() + " slots";
    }
}
