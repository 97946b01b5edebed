package dev.sluice.standalone.cli.up;

import dev.sluice.standalone.LayeredSettings;
import dev.sluice.standalone.Standalone;
import dev.sluice.standalone.cli.print.Screen;
import java.time.InstantSource;

/** All of Sluice in this process, from its settings to the last part stopped. Close it in the thread that started it. */
public final class RunningPlatform implements AutoCloseable {
    private final Standalone standalone;
    private final StopSignal signal;
    private final Screen screen;

    private RunningPlatform(Standalone standalone, StopSignal signal, Screen screen) {
        this.standalone = standalone;
        this.signal = signal;
        this.screen = screen;
    }

    /** Starts and tells how far it is. Throws what is wrong with the settings, or why a part does not start. */
    public static RunningPlatform start(LayeredSettings settings, StopSignal signal, Screen screen, InstantSource clock)
            throws Exception {
        Standalone standalone = Standalone.of(settings, clock);
        StartProgress progress = new StartProgress(standalone, screen);
        try {
            standalone.start();
            progress.end();
        } catch (Exception e) {
            signal.leaveAlone();
            progress.end();
            standalone.close();
            throw e;
        }
        return new RunningPlatform(standalone, signal, screen);
    }

    public Standalone standalone() {
        return standalone;
    }

    @Override
    public void close() {
        signal.leaveAlone();
        screen.line("stopping …");
        standalone.close();
        screen.line("stopped");
    }
}
