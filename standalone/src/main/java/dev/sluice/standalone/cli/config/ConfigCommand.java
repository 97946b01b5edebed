package dev.sluice.standalone.cli.config;

import dev.sluice.standalone.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about settings. */
@Command(
        name = "config",
        description = "Explain the settings.",
        synopsisSubcommandLabel = "explain",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice config explain", "  sluice config explain executor. --json"})
public final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private ConfigCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine(Shell shell) {
        return new CommandLine(new ConfigCommand()).addSubcommand(new ExplainConfigCommand(shell));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what: config explain");
    }
}
