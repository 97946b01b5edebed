package dev.sluice.standalone.cli.databases;

import dev.sluice.standalone.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about databases. */
@Command(
        name = "databases",
        description = "Tell an installation of separate services which databases jobs can name.",
        synopsisSubcommandLabel = "publish",
        footerHeading = "%nExamples:%n",
        footer = "  sluice databases publish --config sluice.yaml")
public final class DatabasesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private DatabasesCommand() {}

    /** The command with its subcommand. */
    public static CommandLine commandLine(Shell shell) {
        return new CommandLine(new DatabasesCommand()).addSubcommand(new PublishCommand(shell));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: publish");
    }
}
