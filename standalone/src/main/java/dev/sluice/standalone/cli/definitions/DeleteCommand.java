package dev.sluice.standalone.cli.definitions;

import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes one. */
@Command(name = "delete", description = "Delete one.", footerHeading = "%nExamples:%n")
final class DeleteCommand<M extends SpecificRecord> implements Callable<Integer> {
    private final Kind<M> kind;
    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    @Parameters(paramLabel = "KEY", description = "Which one.")
    private String key = "";

    DeleteCommand(Kind<M> kind, Shell shell) {
        this.kind = kind;
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(kind, shell, reach).delete(key);
    }
}
