package dev.sluice.standalone.cli.print;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Progress of one long piece of work. On a terminal one line is redrawn, at most ten times a second; elsewhere a line is printed at
 * each quarter. Not thread-safe.
 */
public final class ProgressBar {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final int BAR = 24;

    private final Screen screen;
    private final InstantSource clock;
    private final String label;
    private Instant drawn = Instant.MIN;
    private long quarter;

    public ProgressBar(Screen screen, InstantSource clock, String label) {
        this.screen = screen;
        this.clock = clock;
        this.label = label;
    }

    /** So much of the total is done; the note says with what. */
    public void at(long done, long total, String note) {
        double part = total <= 0 ? 0 : Math.min(1, done / (double) total);
        if (screen.interactive()) {
            redraw(part, done, total, note);
        } else if ((long) (part * 4) > quarter && part < 1) {
            quarter = (long) (part * 4);
            screen.line(String.format(Locale.ROOT, "%s %d%% (%,d of %,d) %s", label, quarter * 25, done, total, note));
        }
    }

    /** The work is done; this line stays. */
    public void done(String note) {
        if (screen.interactive()) {
            screen.out().print("\r\u001b[K");
        }
        screen.line(label + " " + screen.good("done") + " " + note);
    }

    private void redraw(double part, long done, long total, String note) {
        Instant now = clock.instant();
        if (now.isBefore(drawn.plus(REDRAW)) && !drawn.equals(Instant.MIN)) {
            return;
        }
        drawn = now;
        int filled = (int) (part * BAR);
        String line = String.format(
                Locale.ROOT,
                "%s [%s%s] %3d%% %,d of %,d %s",
                label,
                "█".repeat(filled),
                "░".repeat(BAR - filled),
                (int) (part * 100),
                done,
                total,
                note);
        screen.out().print("\r\u001b[K" + line.substring(0, Math.min(line.length(), Math.max(20, screen.width() - 1))));
        screen.out().flush();
    }
}
