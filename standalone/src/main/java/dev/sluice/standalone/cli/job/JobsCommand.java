package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    /**
     * The states that messages know, by name. Not their own enum, which would load Avro and with it the log before any command could
     * say how to log.
     */
    enum State {
        QUEUED,
        ADMITTED,
        RUNNING,
        RETRYING,
        SUCCEEDED,
        FAILED,
        CANCELLED,
        EXPIRED,
        REJECTED,
        UNKNOWN,
        VALIDATED
    }

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--state", description = "Only jobs in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable State state;

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
        new JobTable(answer.path("jobs"), shell.clock().instant(), ZoneId.systemDefault())
                .lines(shell.out().width())
                .forEach(shell.out()::line);
        if (answer.hasNonNull("next")) {
            shell.err().line("more: " + next(answer.path("next").asText()));
        }
        return ExitCode.OK;
    }

    private Map<String, String> filter() {
        Map<String, String> filter = new LinkedHashMap<>();
        filter.put("limit", Integer.toString(limit));
        putIfGiven(filter, "state", state == null ? null : state.name());
        putIfGiven(filter, "database", database);
        putIfGiven(filter, "after", after);
        return filter;
    }

    /** The same question for the page after this one. */
    private String next(String cursor) {
        Map<String, String> filter = filter();
        filter.put("after", cursor);
        return "sluice jobs " + server.asGiven()
                + filter.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static void putIfGiven(Map<String, String> filter, String name, @Nullable String value) {
        if (value != null) {
            filter.put(name, value);
        }
    }
}
