package dev.sluice.standalone.cli.policies;

import dev.sluice.standalone.cli.definitions.CatalogCalls;
import dev.sluice.standalone.cli.definitions.CatalogReach;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes one. */
@Command(
        name = "delete",
        description = "Delete a policy; what it denied may run again.",
        footerHeading = "%nExamples:%n",
        footer = "  sluice policies delete analysts")
final class DeleteCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    @Parameters(paramLabel = "NAME", description = "The policy.")
    private String key = "";

    DeleteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(new PolicyKind(), shell, reach).delete(key);
    }
}
