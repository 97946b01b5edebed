package dev.sluice.standalone.cli.policies;

import dev.sluice.standalone.cli.definitions.CatalogCalls;
import dev.sluice.standalone.cli.definitions.CatalogReach;
import dev.sluice.standalone.cli.shell.Shell;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints one as a document that can be published again. */
@Command(
        name = "show",
        description = "Show a policy as the document it was published as.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice policies show analysts", "  sluice policies show --json analysts"})
final class ShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private CatalogReach reach = new CatalogReach();

    @Parameters(paramLabel = "NAME", description = "The policy.")
    private String asked = "";

    ShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return new CatalogCalls<>(new PolicyKind(), shell, reach)
                .show(asked, keys -> Optional.of(asked).filter(keys::contains));
    }
}
