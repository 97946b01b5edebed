package dev.sluice.standalone.cli.definitions;

import dev.sluice.standalone.cli.shell.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Publishes documents: YAML or JSON, several in a file. */
@Command(
        name = "publish",
        description = "Publish those in these files, all or none. What is wrong with any is told before.",
        footerHeading = "%nExamples:%n")
final class PublishCommand<M extends SpecificRecord> implements Callable<Integer> {
    private final Kind<M> kind;
    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "YAML or JSON documents, several in a file if need be; '-' reads standard input.")
    private List<Path> files = List.of();

    PublishCommand(Kind<M> kind, Shell shell) {
        this.kind = kind;
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(kind, shell, reach).publish(files);
    }
}
