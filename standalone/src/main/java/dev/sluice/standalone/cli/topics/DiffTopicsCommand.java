package dev.sluice.standalone.cli.topics;

import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.topics.TopicBootstrap;
import dev.sluice.standalone.topics.TopicBootstrapException;
import dev.sluice.standalone.topics.TopicChange;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what {@code create} would do, and does nothing. */
@Command(
        name = "diff",
        description = "Compare the topics with the catalogue; exit code 1 if they differ.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice topics diff", "  sluice topics diff --json | jq .changes"})
final class DiffTopicsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private TopicsReach reach = new TopicsReach();

    DiffTopicsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return reach.reach(shell, this::diff);
    }

    private int diff(TopicBootstrap topics, TopicAccess access) throws TopicBootstrapException {
        List<TopicChange> changes = topics.diff(access.catalogue());
        if (reach.json()) {
            shell.out().line(Json.text(ChangeLines.json("changes", changes)));
        } else if (changes.isEmpty()) {
            shell.out().line("all " + access.catalogue().size() + " topics are as they should be");
        } else {
            changes.forEach(change -> shell.out().line(ChangeLines.words(change)));
        }
        return changes.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
