package dev.sluice.standalone.cli.definitions;

import dev.sluice.standalone.cli.shell.Shell;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about one kind of definition, in the words of that kind. */
@Command(synopsisSubcommandLabel = "publish|list|show|delete", footerHeading = "%nExamples:%n")
public final class DefinitionsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private DefinitionsCommand() {}

    /** The command with its subcommands. */
    public static <M extends SpecificRecord> CommandLine commandLine(Kind<M> kind, Shell shell) {
        Words words = kind.words();
        String all = "  sluice " + words.plural() + " ";
        CommandLine publish = said(
                new PublishCommand<>(kind, shell),
                "Publish the " + words.plural()
                        + " in these files, all or none. What is wrong with any is told before.",
                all + "publish " + words.plural() + ".yaml",
                all + "show " + words.example() + " | sluice " + words.plural() + " publish -");
        CommandLine list = said(
                new ListCommand<>(kind, shell),
                "List the " + words.plural() + " that are published.",
                all + "list",
                all + "list --json");
        CommandLine show = said(
                new ShowCommand<>(kind, shell),
                "Show a " + kind.noun() + " as the document it was published as" + words.shown() + ".",
                all + "show " + words.example(),
                all + "show --json " + words.example());
        CommandLine delete = said(new DeleteCommand<>(kind, shell), words.deleted(), all + "delete " + words.example());
        CommandLine group = said(
                new DefinitionsCommand(), words.purpose(), all + "publish " + words.plural() + ".yaml", all + "list");
        group.getCommandSpec().name(words.plural());
        return group.addSubcommand(publish)
                .addSubcommand(list)
                .addSubcommand(show)
                .addSubcommand(delete);
    }

    private static CommandLine said(Object command, String description, String... examples) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description).footer(examples);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: publish, list, show or delete");
    }
}
