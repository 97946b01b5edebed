package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.batch.BatchFile;
import dev.sluice.standalone.cli.batch.BatchRun;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.ResultFormat;
import dev.sluice.standalone.cli.print.RowPrinter;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UsageException;
import dev.sluice.standalone.cli.story.DecisionStory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Submits SQL, or a template with parameters, as a job and, if asked, waits for its rows. */
@Command(
        name = "submit",
        description = "Submit SQL or a template as a job; with --wait, print its result.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice submit --wait \"select current_date\"",
            "  sluice submit --wait -d lite --param 7 --format csv \"select ? * 6 as answer\"",
            "  sluice submit --validate-only --file report.sql",
            "  sluice submit --wait --template orders-of-day@1 -P day=1995-03-15",
            "  sluice submit --batch requests.jsonl --wait",
            "  sluice submit --file report.sql --tenant nightly --priority low --label run=42",
            "  echo \"select ? as day\" | sluice submit --wait --param date:2020-01-31",
            "With the tables of sluice demo:",
            "  sluice submit --wait \"select count(*) from orders\""
        })
public final class SubmitCommand implements Callable<Integer> {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);
    private static final Duration USUAL_WAIT = Duration.ofMinutes(1);

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private SqlSource sql = new SqlSource();

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Option(
            names = "--batch",
            paramLabel = "FILE",
            description =
                    "Submit many requests: a JSON list, or one JSON object a line, as the REST API takes them; '-' reads "
                            + "standard input. What a request leaves open is taken from the options.")
    private @Nullable Path batch;

    @Option(
            names = {"-w", "--wait"},
            description = "Wait for the end and print the result.")
    private boolean wait;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "With --wait, at most this long, such as 30s (default: 1m, and what --timeout gives the job).")
    private @Nullable Duration longest;

    @Option(names = "--format", description = "With --wait, how to print rows: ${COMPLETION-CANDIDATES}.")
    private @Nullable ResultFormat format;

    public SubmitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        SluiceApi api = server.api(shell.environment());
        Path many = batch;
        if (many != null) {
            return all(api, many);
        }
        ObjectNode request = request(api);
        if (!wait && !options.validateOnly()) {
            return accepted(new JobView(api.submit(request, Duration.ZERO)));
        }
        Duration atMost = longest();
        Duration inCall = atMost.compareTo(LONGEST_CALL) > 0 ? LONGEST_CALL : atMost;
        JobView job = new JobView(api.submit(request, inCall));
        if (!job.ended()) {
            job = new JobFollower(api, shell.clock()).follow(job.id(), atMost.minus(inCall), change -> {});
        }
        return outcome(api, job);
    }

    /** Whoever lets a job run for longer than usual waits for it as well. */
    private Duration longest() {
        return longest != null ? longest : USUAL_WAIT.plus(options.timeout());
    }

    private ObjectNode request(SluiceApi api) throws Exception {
        if (!options.byTemplate()) {
            return options.request(sql.read(shell.in()));
        }
        if (sql.given()) {
            throw new UsageException("give SQL or --template, not both");
        }
        options.typeParameters(api);
        return options.request();
    }

    private int all(SluiceApi api, Path file) throws Exception {
        if (sql.given()) {
            throw new UsageException("give the SQL in the file of --batch or by itself, not both");
        }
        options.typeParameters(api);
        List<JsonNode> requests = BatchFile.read(file, shell.in()).stream()
                .map(options::completed)
                .toList();
        JobFollower follower = new JobFollower(api, shell.clock());
        return new BatchRun(api, shell, server.json())
                .run(
                        requests,
                        wait ? Optional.of(longest()) : Optional.empty(),
                        (jobId, left) ->
                                follower.follow(jobId, left, change -> {}).json());
    }

    private int accepted(JobView job) {
        if (server.json()) {
            shell.out().line(Json.text(job.json()));
        } else {
            shell.out().line(job.id());
            shell.err().line("accepted; follow it with: sluice watch " + server.asGiven() + job.id());
        }
        return ExitCode.OK;
    }

    private int outcome(SluiceApi api, JobView job) throws Exception {
        if (!job.ended()) {
            if (server.json()) {
                shell.out().line(Json.text(job.json()));
            }
            shell.err()
                    .line("not finished yet (" + job.state() + "); follow it with: sluice watch " + server.asGiven()
                            + job.id());
            return ExitCode.FAILED;
        }
        if (options.validateOnly()) {
            return decided(job);
        }
        if (job.succeeded() && new ResultPages(api, shell).print(job.id(), 0, printer())) {
            return ExitCode.OK;
        }
        if (server.json()) {
            shell.out().line(Json.text(job.json()));
        } else {
            (job.succeeded() ? shell.out() : shell.err()).line((job.state() + " " + job.summary()).strip());
        }
        return job.succeeded() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** A dry run has no rows: what was decided is the answer. */
    private int decided(JobView job) {
        if (server.json()) {
            shell.out().line(Json.text(job.json()));
            return job.succeeded() ? ExitCode.OK : ExitCode.FAILED;
        }
        Screen told = job.succeeded() ? shell.out() : shell.err();
        told.line((job.state() + " " + job.summary()).strip());
        if (job.succeeded()) {
            // Of a refusal the reason is all there is, and it is told already.
            DecisionStory.of(job.json().path("decision"), told).forEach(told::line);
        }
        return job.succeeded() ? ExitCode.OK : ExitCode.FAILED;
    }

    private RowPrinter printer() {
        ResultFormat chosen = format != null ? format : server.json() ? ResultFormat.JSON : ResultFormat.TABLE;
        return new RowPrinter(shell.out(), chosen);
    }
}
