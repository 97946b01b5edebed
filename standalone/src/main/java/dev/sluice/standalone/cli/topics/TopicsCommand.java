package dev.sluice.standalone.cli.topics;

import dev.sluice.standalone.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about topics. */
@Command(
        name = "topics",
        description = "Create, compare or describe the topics of an installation.",
        synopsisSubcommandLabel = "create|diff|describe",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice topics diff", "  sluice topics create --set kafka.client.bootstrap.servers=broker:9092"})
public final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private TopicsCommand() {}

    /** The command with its subcommands. */
    public static CommandLine commandLine(Shell shell) {
        return new CommandLine(new TopicsCommand())
                .addSubcommand(new CreateTopicsCommand(shell))
                .addSubcommand(new DiffTopicsCommand(shell))
                .addSubcommand(new DescribeTopicsCommand(shell));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: create, diff or describe");
    }
}
