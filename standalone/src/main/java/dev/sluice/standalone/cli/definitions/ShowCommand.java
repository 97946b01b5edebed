package dev.sluice.standalone.cli.definitions;

import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints one as a document that can be published again. */
@Command(name = "show", description = "Show one as the document it was published as.", footerHeading = "%nExamples:%n")
final class ShowCommand<M extends SpecificRecord> implements Callable<Integer> {
    private final Kind<M> kind;
    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    @Parameters(paramLabel = "KEY", description = "Which one.")
    private String asked = "";

    ShowCommand(Kind<M> kind, Shell shell) {
        this.kind = kind;
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(kind, shell, reach).show(asked);
    }
}
