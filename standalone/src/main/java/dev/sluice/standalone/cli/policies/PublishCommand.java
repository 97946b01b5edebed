package dev.sluice.standalone.cli.policies;

import dev.sluice.standalone.cli.definitions.CatalogCalls;
import dev.sluice.standalone.cli.definitions.CatalogReach;
import dev.sluice.standalone.cli.shell.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Publishes documents: YAML or JSON, several in a file. */
@Command(
        name = "publish",
        description = "Publish the policies in these files, all or none. What is wrong with any is told before.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice policies publish policies.yaml",
            "  sluice policies show analysts | sluice policies publish -"
        })
final class PublishCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "YAML or JSON documents, several in a file if need be; '-' reads standard input.")
    private List<Path> files = List.of();

    PublishCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(new PolicyKind(), shell, reach).publish(files);
    }
}
