package dev.sluice.standalone.cli.templates;

import dev.sluice.standalone.cli.definitions.CatalogCalls;
import dev.sluice.standalone.cli.definitions.CatalogReach;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints one as a document that can be published again. */
@Command(
        name = "show",
        description = "Show a template as the document it was published as; without a version, the newest.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice templates show orders-of-day@1", "  sluice templates show --json orders-of-day@1"})
final class ShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    @Parameters(paramLabel = "ID[@VERSION]", description = "The template.")
    private String asked = "";

    ShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(new TemplateKind(), shell, reach).show(asked, keys -> NewestVersion.of(asked, keys));
    }
}
