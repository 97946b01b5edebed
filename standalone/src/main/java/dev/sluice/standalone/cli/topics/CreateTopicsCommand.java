package dev.sluice.standalone.cli.topics;

import dev.sluice.schemas.job.Identifiers;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UsageException;
import dev.sluice.standalone.topics.TopicBootstrap;
import dev.sluice.standalone.topics.TopicBootstrapException;
import dev.sluice.standalone.topics.TopicChange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the cluster in line with the catalogue, as far as that can be done without moving keys. */
@Command(
        name = "create",
        description = "Create missing topics and correct their settings; never deletes, never moves keys.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice topics create",
            "  sluice topics create --tenant acme --tenant bolt",
            "  sluice topics create --set topics.prefix=staging --json"
        })
final class CreateTopicsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private TopicsReach reach = new TopicsReach();

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "Also the request topics of this tenant, for dispatcher.tenantBinding=topic_bound.")
    private Set<String> tenants = new TreeSet<>();

    CreateTopicsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        for (String tenant : tenants) {
            if (!Identifiers.validName(tenant)) {
                throw new UsageException("--tenant: must be 1 to 64 letters, digits, '_' or inner '-', not " + tenant);
            }
        }
        return reach.reach(shell, (topics, access) -> create(topics, access.with(tenants)));
    }

    private int create(TopicBootstrap topics, TopicAccess access) throws TopicBootstrapException {
        List<TopicChange> changes = topics.diff(access.catalogue());
        List<TopicChange> left = topics.apply(changes);
        List<TopicChange> done =
                changes.stream().filter(change -> !left.contains(change)).toList();
        if (reach.json()) {
            shell.out().line(Json.text(ChangeLines.json("done", done).setAll(ChangeLines.json("left", left))));
        } else {
            done.forEach(change -> shell.out().line("done " + ChangeLines.words(change)));
            left.forEach(change -> shell.err().line("left " + ChangeLines.words(change)));
            shell.out()
                    .line(access.catalogue().size() + " topics, " + done.size() + " changes made, " + left.size()
                            + " left");
        }
        return left.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
