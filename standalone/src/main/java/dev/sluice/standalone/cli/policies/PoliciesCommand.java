package dev.sluice.standalone.cli.policies;

import dev.sluice.standalone.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about policies. */
@Command(
        name = "policies",
        description = "Publish what tenants may do, and see what is published.",
        synopsisSubcommandLabel = "publish|list|show|delete",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice policies publish policies.yaml", "  sluice policies list"})
public final class PoliciesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private PoliciesCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine(Shell shell) {
        return new CommandLine(new PoliciesCommand())
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
