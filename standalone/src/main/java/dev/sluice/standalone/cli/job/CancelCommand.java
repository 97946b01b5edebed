package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks for a job to be cancelled; what came of it is the job's own end. */
@Command(
        name = "cancel",
        description = "Cancel a job: before it arrived, while it waits, or while it runs.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice cancel 0198c1a4-… && sluice watch 0198c1a4-…"})
public final class CancelCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String jobId = "";

    public CancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode answer = server.api(shell.environment()).cancel(jobId);
        shell.out()
                .line(
                        server.json()
                                ? Json.text(answer)
                                : "asked to cancel; see how it ends with: sluice watch " + server.asGiven() + jobId);
        return ExitCode.OK;
    }
}
