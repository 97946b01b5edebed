package dev.sluice.standalone.cli.print;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * Progress of one long piece of work. On a terminal one line is redrawn, at most ten times a second; elsewhere a line is printed at
 * each quarter. Not thread-safe.
 */
public final class ProgressBar {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final int BAR = 24;
    private static final int SHORTEST_BAR = 6;

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
        show(part(done, total), String.format(Locale.ROOT, "%,d of %,d", done, total), note);
    }

    /** Like {@link #at}, but the total is an estimate, and said to be one. */
    public void about(long done, long estimate, String note) {
        show(part(done, estimate), String.format(Locale.ROOT, "%,d of about %,d", done, estimate), note);
    }

    /** The work is done; this line stays. */
    public void done(String note) {
        if (screen.interactive()) {
            screen.out().print("\r\u001b[K");
        }
        screen.line(label + " " + screen.good("done") + " " + note);
    }

    private static double part(long done, long total) {
        return total <= 0 ? 0 : Math.min(1, done / (double) total);
    }

    private void show(double part, String counts, String note) {
        if (screen.interactive()) {
            redraw(part, counts, note);
        } else if ((long) (part * 4) > quarter && part < 1) {
            quarter = (long) (part * 4);
            screen.line(String.format(Locale.ROOT, "%s %d%% (%s) %s", label, quarter * 25, counts, note));
        }
    }

    private void redraw(double part, String counts, String note) {
        Instant now = clock.instant();
        if (now.isBefore(drawn.plus(REDRAW)) && !drawn.equals(Instant.MIN)) {
            return;
        }
        drawn = now;
        int room = Math.max(20, screen.width() - 1);
        String line = fitted(part, counts, note, room);
        screen.out().print("\r\u001b[K" + line.substring(0, Math.min(line.length(), room)));
        screen.out().flush();
    }

    /** The note says most: the bar gives way to it first, then the counts, which the percentage stands for. */
    private String fitted(double part, String counts, String note, int room) {
        String percent = String.format(Locale.ROOT, "%3d%%", (int) (part * 100));
        for (String end : List.of(percent + " " + counts + " " + note, percent + " " + note)) {
            int bar = Math.min(BAR, room - label.length() - end.length() - " [] ".length());
            if (bar >= SHORTEST_BAR) {
                int filled = (int) (part * bar);
                return label + " [" + "█".repeat(filled) + "░".repeat(bar - filled) + "] " + end;
            }
        }
        return label + " " + percent + " " + note;
    }
}
