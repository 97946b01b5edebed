package dev.sluice.standalone.cli.job;

import dev.sluice.message.ErrorCode;
import dev.sluice.standalone.cli.print.ResultFormat;
import dev.sluice.standalone.cli.print.RowPrinter;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.ApiRefusedException;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UsageException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the whole result of a job. */
@Command(
        name = "result",
        description = "Print the rows of a job that has ended.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice result 0198c1a4-…", "  sluice result --format csv 0198c1a4-… > rows.csv"})
public final class ResultCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String jobId = "";

    @Option(names = "--format", description = "How to print rows: ${COMPLETION-CANDIDATES}.")
    private @Nullable ResultFormat format;

    @Option(names = "--offset", description = "Leave out so many rows (default: ${DEFAULT-VALUE}).")
    private long offset;

    public ResultCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        if (offset < 0) {
            throw new UsageException("--offset must not be negative");
        }
        ResultFormat chosen = format != null ? format : server.json() ? ResultFormat.JSON : ResultFormat.TABLE;
        SluiceApi api = server.api(shell.environment());
        boolean rows;
        try {
            rows = new ResultPages(api, shell).print(jobId, offset, new RowPrinter(shell.out(), chosen));
        } catch (ApiRefusedException refused) {
            throw explained(api, refused);
        }
        if (!rows) {
            shell.err().line("the job has no rows; see what it did with: sluice watch " + server.asGiven() + jobId);
        }
        return ExitCode.OK;
    }

    /** The API's advice for a job that has not ended is for callers of the API. */
    private ApiException explained(SluiceApi api, ApiRefusedException refused)
            throws ApiException, InterruptedException {
        if (!refused.code().equals(ErrorCode.CONFLICT.name())) {
            return refused;
        }
        JobView job = new JobView(api.job(jobId));
        return job.ended()
                ? refused
                : refused.saying("the job has no result yet: it is " + job.state() + "; wait for it with: sluice watch "
                        + server.asGiven() + jobId);
    }
}
