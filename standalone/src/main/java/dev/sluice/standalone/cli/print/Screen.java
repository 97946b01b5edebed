package dev.sluice.standalone.cli.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Where text goes and what it can do there: whether somebody watches (then lines may be redrawn), whether colour is wanted, and how
 * many columns fit ({@link #UNLIMITED} where nobody watches). Not thread-safe for redrawing; one thread draws.
 */
public record Screen(PrintWriter out, boolean interactive, boolean colour, int width) {
    /** The width of files and pipes, where a cut would be a loss that nobody sees. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int UNKNOWN_WIDTH = 100;

    /** For files, pipes and tests. */
    public static Screen plain(PrintWriter out) {
        return new Screen(out, false, false, UNLIMITED);
    }

    /** Standard output as it is now; {@code NO_COLOR}, {@code TERM=dumb} and {@code COLUMNS} are respected. */
    public static Screen standardOutput(Map<String, String> environment) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        OptionalInt terminal = terminalWidth();
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean colour = terminal.isPresent()
                && !dumb
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int width = terminal.isPresent() ? columns(environment.get("COLUMNS")).orElse(terminal.getAsInt()) : UNLIMITED;
        return new Screen(out, terminal.isPresent() && !dumb, colour, width);
    }

    /** Standard error, never redrawn. */
    public static Screen standardError() {
        return plain(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Green where colour is wanted. */
    public String good(String text) {
        return colour ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    /** Red where colour is wanted. */
    public String bad(String text) {
        return colour ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    /** Bold where colour is wanted. */
    public String strong(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /**
     * Empty if standard output is no terminal. Java can only say whether input and output both are one, so the shell's own test is
     * asked; where there is no shell, nobody watches.
     */
    private static OptionalInt terminalWidth() {
        ProcessBuilder ask = new ProcessBuilder("sh", "-c", "[ -t 1 ] && { stty size </dev/tty || echo 0 0; } >&2");
        ask.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        try {
            Process asked = ask.start();
            try (InputStream answer = asked.getErrorStream()) {
                String[] size = new String(answer.readAllBytes(), StandardCharsets.US_ASCII)
                        .strip()
                        .split(" ", -1);
                boolean terminal = asked.waitFor(1, TimeUnit.SECONDS) && asked.exitValue() == 0;
                return terminal
                        ? OptionalInt.of(columns(size[size.length - 1]).orElse(UNKNOWN_WIDTH))
                        : OptionalInt.empty();
            }
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    private static OptionalInt columns(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{1,4}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }
}
