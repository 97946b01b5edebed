package dev.sluice.standalone.cli.templates;

import dev.sluice.standalone.cli.definitions.CatalogCalls;
import dev.sluice.standalone.cli.definitions.CatalogReach;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists all, one a line. */
@Command(
        name = "list",
        description = "List the templates that are published.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice templates list", "  sluice templates list --json"})
final class ListCommand implements Callable<Integer> {
    private static final Set<String> CUT = Set.of("parameters", "description");

    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    ListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(new TemplateKind(), shell, reach)
                .list(List.of("template", "parameters", "engines", "description"), CUT, TemplateLine::cells);
    }
}
