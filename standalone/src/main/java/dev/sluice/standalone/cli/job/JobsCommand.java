package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs, the newest first. */
@Command(
        name = "jobs",
        description = "List jobs, the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice jobs", "  sluice jobs --state FAILED --database demo --limit 100"})
public final class JobsCommand implements Callable<Integer> {
    private static final List<String> FIELDS =
            List.of("jobId", "tenant", "database", "priority", "lane", "state", "submittedAt", "error");

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--state", description = "Only jobs in this state.")
    private @Nullable String state;

    @Option(
            names = {"-d", "--database"},
            description = "Only jobs of this database.")
    private @Nullable String database;

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Go on after this one; the last answer names it.")
    private @Nullable String after;

    public JobsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode answer = server.api(shell.environment()).jobs(filter());
        if (server.json()) {
            shell.out().line(Json.text(answer));
            return ExitCode.OK;
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        answer.path("jobs").forEach(job -> rows.add(row(job)));
        Table.lines(FIELDS, rows, shell.out().width()).forEach(shell.out()::line);
        if (answer.hasNonNull("next")) {
            shell.err().line("more: sluice jobs --after " + answer.path("next").asText());
        }
        return ExitCode.OK;
    }

    private Map<String, String> filter() {
        Map<String, String> filter = new LinkedHashMap<>();
        filter.put("limit", Integer.toString(limit));
        putIfGiven(filter, "state", state);
        putIfGiven(filter, "database", database);
        putIfGiven(filter, "after", after);
        return filter;
    }

    private static void putIfGiven(Map<String, String> filter, String name, @Nullable String value) {
        if (value != null) {
            filter.put(name, value);
        }
    }

    private static List<@Nullable String> row(JsonNode job) {
        List<@Nullable String> row = new ArrayList<>();
        for (String field : FIELDS) {
            JsonNode value = field.equals("error") ? job.path("error").path("code") : job.path(field);
            row.add(value.asText(""));
        }
        return row;
    }
}
