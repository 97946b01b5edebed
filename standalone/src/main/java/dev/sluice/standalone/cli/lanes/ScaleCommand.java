package dev.sluice.standalone.cli.lanes;

import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Orders how many jobs of a lane run at once. */
@Command(
        name = "scale",
        description = "Run so many jobs at once, over all executors, instead of what is defined.",
        footerHeading = "%nExamples:%n",
        footer = "  sluice lanes scale shop slow 12 --reason 'end of month' --for 8h")
final class ScaleCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OrderedLane lane = new OrderedLane();

    @Parameters(index = "2", paramLabel = "SLOTS", description = "Jobs that run at once.")
    private int slots;

    ScaleCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return lane.order(shell, order -> order.put("slots", slots));
    }
}
