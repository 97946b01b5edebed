package dev.sluice.standalone.cli.templates;

import dev.sluice.standalone.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about templates. */
@Command(
        name = "templates",
        description = "Publish queries that jobs can name, and see what is published.",
        synopsisSubcommandLabel = "publish|list|show|delete",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice templates publish templates.yaml", "  sluice templates list"})
public final class TemplatesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private TemplatesCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine(Shell shell) {
        return new CommandLine(new TemplatesCommand())
                .addSubcommand(new PublishCommand(shell))
                .addSubcommand(new ListCommand(shell))
                .addSubcommand(new ShowCommand(shell))
                .addSubcommand(new DeleteCommand(shell));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: publish, list, show or delete");
    }
}
