package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.ErrorCode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.rest.ApiRefusedException;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.story.JobStory;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells why a job is where it is, or how it ended. */
@Command(
        name = "explain",
        description = "Why a job is where it is: what it is, its expected cost, every limit, its place in line.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice explain 0198c1a4-…",
            "  sluice explain --json 0198c1a4-… | jq '.decision.limits[] | select(.allowed | not)'",
            "Before a job is submitted: sluice submit --validate-only \"select …\""
        })
public final class ExplainCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = {"-d", "--database"},
            paramLabel = "NAME",
            description = "Where the job runs, if the server has not heard of it itself.")
    private @Nullable String database;

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String jobId = "";

    public ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode answer = explain();
        if (server.json()) {
            shell.out().line(Json.text(answer));
            return ExitCode.OK;
        }
        Screen out = shell.out();
        JobView job = new JobView(answer);
        out.line((state(job) + "  " + job.summary().replaceAll("\\s+", " ")).strip());
        new JobStory(shell.clock().instant(), ZoneId.systemDefault(), out)
                .of(answer)
                .forEach(out::line);
        return ExitCode.OK;
    }

    private JsonNode explain() throws Exception {
        try {
            return server.api(shell.environment()).explain(jobId, Optional.ofNullable(database));
        } catch (ApiRefusedException refused) {
            // The API's advice for a job it does not know is for callers of the API.
            throw refused.code().equals(ErrorCode.NOT_FOUND.name())
                    ? refused.saying("no job " + jobId + " is known")
                    : refused;
        }
    }

    private String state(JobView job) {
        if (!job.ended()) {
            return shell.out().strong(job.state());
        }
        return job.succeeded() ? shell.out().good(job.state()) : shell.out().bad(job.state());
    }
}
