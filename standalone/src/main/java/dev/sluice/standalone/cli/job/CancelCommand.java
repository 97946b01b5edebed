package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.ErrorCode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.ApiRefusedException;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels a job and tells what came of it: exit code 0 for CANCELLED alone. */
@Command(
        name = "cancel",
        description = {
            "Cancel a job: before it arrived, while it waits, or while it runs.",
            "Prints CANCELLED (exit code 0), TOO_LATE or NOT_FOUND (1). A job that was NOT_FOUND ends CANCELLED if it arrives."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  sluice cancel 0198c1a4-…", "  sluice cancel -d demo 0198c1a4-…    even if it has not arrived yet"})
public final class CancelCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = {"-d", "--database"},
            paramLabel = "NAME",
            description = "Where the job runs; needed for one that has not arrived yet.")
    private @Nullable String database;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Wait at most this long for the answer (default: 10s).")
    private Duration longest = Duration.ofSeconds(10);

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String jobId = "";

    public CancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode outcome = cancel();
        String answer = Json.text(outcome, "answer");
        boolean cancelled = answer.equals(CommandAnswer.CANCELLED.name());
        if (server.json()) {
            shell.out().line(Json.text(outcome));
        } else if (answer.isEmpty()) {
            shell.err()
                    .line("asked to cancel, and not answered yet; see how it ends with: sluice watch "
                            + server.asGiven() + jobId);
        } else {
            String shown = cancelled ? shell.out().good(answer) : shell.out().bad(answer);
            shell.out().line(shown + "  " + Json.text(outcome, "detail"));
        }
        return cancelled ? ExitCode.OK : ExitCode.FAILED;
    }

    private JsonNode cancel() throws Exception {
        try {
            return server.api(shell.environment()).cancel(jobId, Optional.ofNullable(database), longest);
        } catch (ApiRefusedException refused) {
            throw explained(refused);
        }
    }

    /** The API's advice for a job it does not know is for callers of the API. */
    private ApiException explained(ApiRefusedException refused) {
        return refused.code().equals(ErrorCode.NOT_FOUND.name()) && database == null
                ? refused.saying("no job " + jobId + " is known; to cancel it before it arrives, name its --database")
                : refused;
    }
}
