package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The same help as {@code --help}, for those who ask for it first. */
@Command(
        name = "help",
        description = "Show the help of a command; of all, if none is named.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice help submit", "  sluice help topics create"})
final class HelpCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Such as submit, or topics create.")
    private List<String> path = List.of();

    HelpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String name : path) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new ParameterException(command, "there is no command '" + name + "' here");
            }
            command = next;
        }
        command.usage(shell.out().out(), command.getColorScheme());
        return ExitCode.OK;
    }
}
