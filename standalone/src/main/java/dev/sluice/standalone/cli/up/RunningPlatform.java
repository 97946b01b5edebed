package dev.sluice.standalone.cli.up;

import dev.sluice.standalone.LayeredSettings;
import dev.sluice.standalone.Standalone;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.shell.UsageException;
import dev.sluice.standalone.data.DataDirectory;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.Objects;

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
        signal.starting(() -> {
            screen.line("stopping …");
            standalone.close();
        });
        try {
            standalone.start();
            signal.started();
            progress.end();
            if (signal.came()) {
                throw new InterruptedException("stopped as soon as it was started");
            }
        } catch (Exception e) {
            boolean stopped = signal.came();
            signal.leaveAlone();
            progress.end();
            standalone.close();
            throw stopped ? new InterruptedException("stopped while it started") : explained(e);
        }
        return new RunningPlatform(standalone, signal, screen);
    }

    /** What the file system refuses comes with a path at most; this adds what is wrong and what to do. */
    private static Exception explained(Exception failure) {
        if (!(failure instanceof FileSystemException refused)) {
            return failure;
        }
        String why = switch (refused) {
            case FileAlreadyExistsException ignored -> "is there but is no directory";
            case NoSuchFileException ignored -> "cannot be made there";
            case AccessDeniedException ignored -> "may not be written to";
            default -> "cannot be used: " + Objects.requireNonNullElse(refused.getReason(), "the system refuses it");
        };
        return new UsageException(refused.getFile() + " " + why + ": choose another directory with --data ("
                + DataDirectory.ROOT_KEY + ")");
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
