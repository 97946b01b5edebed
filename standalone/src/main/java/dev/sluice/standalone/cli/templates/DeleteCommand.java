package dev.sluice.standalone.cli.templates;

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
        description = "Delete a version of a template; jobs that name it are refused.",
        footerHeading = "%nExamples:%n",
        footer = "  sluice templates delete orders-of-day@1")
final class DeleteCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    @Parameters(paramLabel = "ID@VERSION", description = "The version.")
    private String key = "";

    DeleteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(new TemplateKind(), shell, reach).delete(key);
    }
}
