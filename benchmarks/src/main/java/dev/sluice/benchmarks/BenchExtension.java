package dev.sluice.benchmarks;

import dev.sluice.benchmarks.classify.ClassifyCommand;
import dev.sluice.benchmarks.dispatch.DispatchCommand;
import dev.sluice.benchmarks.execute.ExecuteCommand;
import dev.sluice.benchmarks.flow.FlowCommand;
import dev.sluice.standalone.cli.CommandExtension;
import dev.sluice.standalone.cli.shell.Shell;
import picocli.CommandLine;

/** Brings {@code sluice bench} where the benchmarks are on the class path; found by {@link java.util.ServiceLoader}. */
public final class BenchExtension implements CommandExtension {
    @Override
    public Object command() {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new FlowCommand(Shell.ofProcess()))
                .addSubcommand(new ClassifyCommand(Shell.ofProcess()))
                .addSubcommand(new DispatchCommand(Shell.ofProcess()))
                .addSubcommand(new ExecuteCommand(Shell.ofProcess()));
    }
}
