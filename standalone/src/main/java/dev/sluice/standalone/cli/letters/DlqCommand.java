package dev.sluice.standalone.cli.letters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.job.ServerOptions;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.ShownTime;
import dev.sluice.standalone.cli.print.Table;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters, the newest first. */
@Command(
        name = "dlq",
        description = {
            "List dead letters, the newest first: what could not succeed as it was, and why.",
            "Retries are those before, of those that policies grant; a job with a next retry has not ended."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  sluice dlq", "  sluice dlq --limit 100 --json"})
public final class DlqCommand implements Callable<Integer> {
    private static final List<String> HEADERS =
            List.of("at", "job", "database", "error", "attempts", "starts", "retries", "next retry", "message");

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Go on after this one; the last answer names it.")
    private @Nullable String after;

    public DlqCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        String more = after == null ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        JsonNode answer = server.api(shell.environment()).get("/v1/dead-letters?limit=" + limit + more);
        if (server.json()) {
            shell.out().line(Json.text(answer));
            return ExitCode.OK;
        }
        List<List<String>> rows = new ArrayList<>();
        answer.path("deadLetters").forEach(letter -> rows.add(row(letter)));
        if (rows.isEmpty()) {
            shell.err().line("there is no dead letter");
        } else {
            Table.lines(HEADERS, rows, shell.out().width()).forEach(shell.out()::line);
        }
        if (answer.hasNonNull("next")) {
            shell.err()
                    .line("more: sluice dlq " + server.asGiven() + "--limit " + limit + " --after "
                            + answer.path("next").asText());
        }
        return ExitCode.OK;
    }

    private List<String> row(JsonNode letter) {
        return List.of(
                time(letter, "at"),
                Json.text(letter, "jobId"),
                Json.text(letter, "database"),
                Json.text(letter, "errorCode"),
                Json.text(letter, "attempts"),
                letter.path("starts").asInt() == 0 ? "" : Json.text(letter, "starts"),
                letter.path("retriesGranted").asInt() == 0
                        ? ""
                        : Json.text(letter, "retries") + " of " + Json.text(letter, "retriesGranted"),
                time(letter, "retryAt"),
                Json.text(letter, "message"));
    }

    private String time(JsonNode letter, String field) {
        return ShownTime.of(Json.text(letter, field), shell.clock().instant(), ZoneId.systemDefault());
    }
}
