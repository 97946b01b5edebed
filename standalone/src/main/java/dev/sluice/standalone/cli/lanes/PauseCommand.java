package dev.sluice.standalone.cli.lanes;

import dev.sluice.standalone.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Orders a lane to begin nothing. */
@Command(
        name = "pause",
        description = "Begin no job: what runs goes on, what has come waits.",
        footerHeading = "%nExamples:%n",
        footer = "  sluice lanes pause shop fast --reason 'a migration' --for 30m")
final class PauseCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OrderedLane lane = new OrderedLane();

    PauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        return lane.order(shell, order -> order.put("paused", true));
    }
}
