package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line and where its help is; the whole help would push the reason off the screen. */
final class UsageReport implements IParameterExceptionHandler {
    private final Shell shell;

    UsageReport(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        ErrorLine error = new ErrorLine(ExitCode.USAGE, "USAGE", String.valueOf(wrong.getMessage()));
        if (Arrays.asList(args).contains("--json")) {
            return error.tellProgram(shell);
        }
        CommandLine command = wrong.getCommandLine();
        if (args.length == 0) {
            // Nothing was asked for: what there is to ask for is the answer.
            command.usage(shell.err().out(), command.getColorScheme());
            return ExitCode.USAGE;
        }
        error.tellPerson(shell);
        UnmatchedArgumentException.printSuggestions(wrong, shell.err().out());
        shell.err().line("Usage: " + command.getHelp().abbreviatedSynopsis().strip());
        shell.err().line("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }
}
