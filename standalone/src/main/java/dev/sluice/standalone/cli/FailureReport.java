package dev.sluice.standalone.cli;

import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.standalone.cli.rest.ApiRefusedException;
import dev.sluice.standalone.cli.rest.ApiUnreachableException;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UnreachableException;
import dev.sluice.standalone.cli.shell.UsageException;
import dev.sluice.standalone.data.DirectoryTakenException;
import dev.sluice.standalone.port.PortTakenException;
import java.net.BindException;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where a failed command becomes a message and an exit code. Stack traces are for bugs only. */
final class FailureReport implements IExecutionExceptionHandler {
    private final Shell shell;

    FailureReport(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return switch (failure) {
            case ApiUnreachableException unreachable ->
                report(parsed, ExitCode.UNREACHABLE, "UNREACHABLE", unreachable);
            case ApiRefusedException refused -> refused(parsed, refused);
            case UnreachableException nobody -> report(parsed, ExitCode.UNREACHABLE, "UNREACHABLE", nobody);
            case UsageException usage -> report(parsed, ExitCode.USAGE, "USAGE", usage);
            case SettingsException settings -> report(parsed, ExitCode.USAGE, "INVALID_SETTINGS", settings);
            case DirectoryTakenException taken -> report(parsed, ExitCode.TAKEN, "DIRECTORY_TAKEN", taken);
            case Exception bound
            when causedBy(bound, BindException.class) || causedBy(bound, PortTakenException.class) ->
                report(parsed, ExitCode.TAKEN, "PORT_TAKEN", bound);
            case InterruptedException interrupted -> report(parsed, ExitCode.INTERRUPTED, "INTERRUPTED", interrupted);
            case RuntimeException bug -> {
                bug.printStackTrace(shell.err().out());
                yield report(parsed, ExitCode.FAILED, "INTERNAL", bug);
            }
            // A checked exception is a refusal whose message says what to do; its trace would only hide that.
            default -> report(parsed, ExitCode.FAILED, "FAILED", failure);
        };
    }

    private int report(ParseResult parsed, int exitCode, String code, Exception failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        ErrorLine error = new ErrorLine(exitCode, code, message);
        return wantsJson(parsed) ? error.tellProgram(shell) : error.tellPerson(shell);
    }

    /** Programs read the code in a field of its own; people find it in the sentence. */
    private int refused(ParseResult parsed, ApiRefusedException refused) {
        String message = String.valueOf(refused.getMessage());
        return wantsJson(parsed)
                ? new ErrorLine(ExitCode.FAILED, refused.code(), message).tellProgram(shell)
                : new ErrorLine(ExitCode.FAILED, refused.code(), refused.code() + ": " + message).tellPerson(shell);
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> cause) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(cause::isInstance);
    }

    private static boolean wantsJson(ParseResult parsed) {
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost.hasMatchedOption("--json") || innermost.unmatched().contains("--json");
    }
}
