package dev.sluice.standalone.cli.lanes;

import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Orders a lane to finish what has come. */
@Command(
        name = "drain",
        description = "Admit no job and finish those that have been admitted.",
        footerHeading = "%nExamples:%n",
        footer = "  sluice lanes drain shop slow --reason 'a new server'")
final class DrainCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OrderedLane lane = new OrderedLane();

    DrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return lane.order(shell, order -> order.put("draining", true));
    }
}
