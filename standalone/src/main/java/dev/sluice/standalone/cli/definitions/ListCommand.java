package dev.sluice.standalone.cli.definitions;

import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists all, one a line. */
@Command(name = "list", description = "List those that are published.", footerHeading = "%nExamples:%n")
final class ListCommand<M extends SpecificRecord> implements Callable<Integer> {
    private final Kind<M> kind;
    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    ListCommand(Kind<M> kind, Shell shell) {
        this.kind = kind;
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(kind, shell, reach).list();
    }
}
