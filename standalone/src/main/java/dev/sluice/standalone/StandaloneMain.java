package dev.sluice.standalone;

import dev.sluice.standalone.cli.SluiceCommand;

/** The {@code sluice} command. */
public final class StandaloneMain {
    private StandaloneMain() {}

    public static void main(String[] args) {
        System.exit(SluiceCommand.run(args));
    }
}
