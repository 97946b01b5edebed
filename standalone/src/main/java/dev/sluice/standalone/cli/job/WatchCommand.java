package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows one job to its end, a line for each change of state. */
@Command(
        name = "watch",
        description = "Follow a job until it has ended.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice watch 0198c1a4-…", "  sluice watch --json 0198c1a4-… | jq -r .state"})
public final class WatchCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String jobId = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Give up after this long (exit code 1). Default: 24h")
    private Duration longest = Duration.ofHours(24);

    public WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        SluiceApi api = server.api(shell.environment());
        JobView last = new JobFollower(api, shell.clock()).follow(jobId, longest, this::tell);
        if (!last.ended()) {
            shell.err()
                    .line("not finished yet (" + last.state() + "); go on with: sluice watch " + server.asGiven()
                            + jobId);
        }
        return last.succeeded() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void tell(JobView job) {
        String now = shell.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString();
        if (server.json()) {
            ObjectNode line = Json.object().put("seenAt", now);
            line.setAll((ObjectNode) job.json());
            shell.out().line(Json.text(line));
            return;
        }
        String state = !job.ended()
                ? job.state()
                : job.succeeded() ? shell.out().good(job.state()) : shell.out().bad(job.state());
        String at = job.reachedAt().isEmpty() ? now : job.reachedAt();
        shell.out().line((at + "  " + state + "  " + job.summary()).stripTrailing());
    }
}
