package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the script that completes {@code sluice} on the tab key, for bash and zsh. */
@Command(
        name = "completion",
        description = "Print the completion script for bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(sluice completion)", "  sluice completion > /etc/bash_completion.d/sluice"})
final class CompletionCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Answer with JSON.")
    private boolean json;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("sluice", spec.root().commandLine());
        shell.out().line(json ? Json.text(Json.object().put("shell", "bash").put("script", script)) : script);
        return ExitCode.OK;
    }
}
