package dev.sluice.standalone.cli.up;

import dev.sluice.runtime.service.Health;
import dev.sluice.standalone.Standalone;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.shell.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells each part of a starting platform as it comes up, while another thread starts it. */
final class StartProgress {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Standalone standalone;
    private final Screen screen;
    private final long started = System.nanoTime();
    private final Set<String> told = new TreeSet<>();
    private final Thread thread;

    StartProgress(Standalone standalone, Screen screen) {
        this.standalone = standalone;
        this.screen = screen;
        this.thread = Thread.ofPlatform().name("start-progress").daemon().start(this::watch);
    }

    /** Tells what is left to tell, and nothing more. */
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void watch() {
        try {
            while (true) {
                tell();
                Pause.of(LOOK);
            }
        } catch (InterruptedException e) {
            tell();
        }
    }

    private void tell() {
        for (Map.Entry<String, Health> part : new LinkedHashMap<>(standalone.check()).entrySet()) {
            if (!(part.getValue() instanceof Health.Down) && told.add(part.getKey())) {
                double seconds = (System.nanoTime() - started) / 1e9;
                screen.line(
                        String.format(Locale.ROOT, "  %s %-16s %5.1f s", screen.good("up"), part.getKey(), seconds));
            }
        }
    }
}
