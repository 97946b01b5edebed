package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern INSTALLATION =
            Pattern.compile("# 1\\. Source all.*?(?=# Documentation)", Pattern.DOTALL);

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
        String script = ours(AutoComplete.bash("sluice", spec.root().commandLine()));
        shell.out().line(json ? Json.text(Json.object().put("shell", "bash").put("script", script)) : script);
        return ExitCode.OK;
    }

    /** Picocli's way to install a script begins in the bin directory of an application; Sluice has none. */
    private static String ours(String script) {
        return INSTALLATION.matcher(script).replaceFirst(Matcher.quoteReplacement("""
                # bash:  echo 'source <(sluice completion)' >> ~/.bashrc
                #        or, for all users: sluice completion > /etc/bash_completion.d/sluice
                # zsh:   echo 'source <(sluice completion)' >> ~/.zshrc
                # Then open a new shell, and type `sluice [TAB][TAB]`.
                #
                """));
    }
}
