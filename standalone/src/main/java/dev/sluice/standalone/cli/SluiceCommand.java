package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.config.ConfigCommand;
import dev.sluice.standalone.cli.databases.DatabasesCommand;
import dev.sluice.standalone.cli.definitions.DefinitionsCommand;
import dev.sluice.standalone.cli.doctor.DoctorCommand;
import dev.sluice.standalone.cli.job.CancelCommand;
import dev.sluice.standalone.cli.job.ExplainCommand;
import dev.sluice.standalone.cli.job.JobsCommand;
import dev.sluice.standalone.cli.job.ResultCommand;
import dev.sluice.standalone.cli.job.SubmitCommand;
import dev.sluice.standalone.cli.job.WatchCommand;
import dev.sluice.standalone.cli.lanes.LanesCommand;
import dev.sluice.standalone.cli.letters.DlqCommand;
import dev.sluice.standalone.cli.policies.PolicyKind;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.templates.TemplateKind;
import dev.sluice.standalone.cli.topics.TopicsCommand;
import dev.sluice.standalone.cli.up.UpCommand;
import dev.sluice.standalone.demo.DemoCommand;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ScopeType;

/** The {@code sluice} command and all its subcommands. Stateless; {@link #run} may be called from any thread. */
@Command(
        name = "sluice",
        description = "SQL as asynchronous jobs over Kafka: classify, throttle, route.",
        mixinStandardHelpOptions = true,
        versionProvider = SluiceVersion.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        descriptionHeading = "%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a job, a check or a comparison failed, or the server refused",
            "2:bad usage or bad settings",
            "3:nothing answers there",
            "4:a port, or the data directory, is in use",
            "130:interrupted"
        })
public final class SluiceCommand {
    private SluiceCommand() {}

    /** Runs one command line and returns the exit code of the process. Never throws for anything a user can cause. */
    public static int run(String[] args) {
        return commandLine(Shell.ofProcess()).execute(args);
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine sluice = new CommandLine(new SluiceCommand());
        sluice.addSubcommand(new UpCommand(shell)).addSubcommand(new DemoCommand(shell));
        aboutJobs(sluice, shell)
                .addSubcommand(LanesCommand.commandLine(shell))
                .addSubcommand(TopicsCommand.commandLine(shell))
                .addSubcommand(DatabasesCommand.commandLine(shell))
                .addSubcommand(DefinitionsCommand.commandLine(new PolicyKind(), shell))
                .addSubcommand(DefinitionsCommand.commandLine(new TemplateKind(), shell))
                .addSubcommand(new DoctorCommand(shell))
                .addSubcommand(ConfigCommand.commandLine(shell))
                .addSubcommand(new CompletionCommand(shell))
                .addSubcommand(new HelpCommand(shell));
        ServiceLoader.load(CommandExtension.class).forEach(extension -> sluice.addSubcommand(extension.command()));
        if (!sluice.getSubcommands().containsKey("bench")) {
            sluice.addSubcommand(benchAbsent());
        }
        return sluice.setOut(shell.out().out())
                .setErr(shell.err().out())
                .setColorScheme(CommandLine.Help.defaultColorScheme(shell.out().colour() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageReport(shell))
                .setExecutionExceptionHandler(new FailureReport(shell));
    }

    private static CommandLine aboutJobs(CommandLine sluice, Shell shell) {
        return sluice.addSubcommand(new SubmitCommand(shell))
                .addSubcommand(new WatchCommand(shell))
                .addSubcommand(new ResultCommand(shell))
                .addSubcommand(new JobsCommand(shell))
                .addSubcommand(new ExplainCommand(shell))
                .addSubcommand(new CancelCommand(shell))
                .addSubcommand(new DlqCommand(shell));
    }

    /** Takes any arguments, so that what it says is not hidden behind a complaint about them. */
    private static CommandLine benchAbsent() {
        return new CommandLine(new BenchAbsentCommand()).setUnmatchedArgumentsAllowed(true);
    }
}
