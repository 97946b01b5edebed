package dev.sluice.standalone;

import dev.sluice.standalone.cli.SluiceCommand;
import dev.sluice.standalone.cli.shell.ConsoleLog;

/** The {@code sluice} command. */
public final class StandaloneMain {
    private StandaloneMain() {}

    public static void main(String[] args) {
        ConsoleLog.use();
        System.exit(SluiceCommand.run(args));
    }
}
