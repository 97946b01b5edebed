package dev.sluice.standalone.cli.print;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows in columns, fitted to a width: the widest columns of free text give way first and what is cut ends in an ellipsis; ids, names,
 * numbers and times are never cut, for half of one is none. Widths are set by the first rows, so that later pages line up below;
 * with {@link Screen#UNLIMITED} nothing is cut at all. Control characters are made visible: a value cannot steer the terminal.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 3;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?([eE][-+]?[0-9]+)?( ?(ms|s|%))?");

    private final List<String> headers;
    private final int[] widths;
    private final boolean[] numeric;
    private final boolean[] cut;

    /** A table for columns that nobody knows beforehand, whose numbers alone are never cut. */
    public Table(List<String> headers, List<? extends List<@Nullable String>> firstRows, int width) {
        this(headers, firstRows, width, Set.copyOf(headers));
    }

    private Table(
            List<String> headers, List<? extends List<@Nullable String>> firstRows, int width, Set<String> freeText) {
        this.headers = headers.stream().map(Table::visible).toList();
        this.widths = new int[headers.size()];
        this.numeric = new boolean[headers.size()];
        this.cut = new boolean[headers.size()];
        for (int column = 0; column < widths.length; column++) {
            measure(column, firstRows);
            cut[column] = width != Screen.UNLIMITED && !numeric[column] && freeText.contains(headers.get(column));
        }
        fit(width);
    }

    /** All lines at once: head, rule, rows. Nothing is free text, so nothing is cut. */
    public static List<String> lines(List<String> headers, List<? extends List<@Nullable String>> rows, int width) {
        return lines(headers, rows, width, Set.of());
    }

    /** All lines at once; columns of these headers are cut where the width asks for it. */
    public static List<String> lines(
            List<String> headers, List<? extends List<@Nullable String>> rows, int width, Set<String> freeText) {
        Table table = new Table(headers, rows, width, freeText);
        List<String> lines = new ArrayList<>(table.head());
        rows.forEach(row -> lines.add(table.line(row)));
        return lines;
    }

    /** The two lines above the rows. */
    public List<String> head() {
        String rule = IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining(GAP));
        return List.of(line(headers), rule);
    }

    /** One row as one line. */
    public String line(List<? extends @Nullable String> row) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cell(column < row.size() ? row.get(column) : "", column))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private void measure(int column, List<? extends List<@Nullable String>> rows) {
        widths[column] = Math.max(1, length(headers.get(column)));
        numeric[column] = !rows.isEmpty();
        for (List<@Nullable String> row : rows) {
            String value = row.get(column);
            widths[column] = Math.max(widths[column], length(shown(value)));
            numeric[column] &= value == null || NUMBER.matcher(value).matches();
        }
    }

    private void fit(int width) {
        int gaps = GAP.length() * Math.max(0, widths.length - 1);
        while (IntStream.of(widths).sum() + gaps > width) {
            OptionalInt widest = IntStream.range(0, widths.length)
                    .filter(column -> cut[column])
                    .reduce((a, b) -> widths[b] > widths[a] ? b : a);
            if (widest.isEmpty() || widths[widest.getAsInt()] <= NARROWEST) {
                return;
            }
            widths[widest.getAsInt()]--;
        }
    }

    private String cell(@Nullable String value, int column) {
        String text = shown(value);
        int missing = widths[column] - length(text);
        if (missing < 0 && !cut[column]) {
            return text;
        }
        if (missing < 0) {
            return text.substring(0, text.offsetByCodePoints(0, widths[column] - 1)) + "…";
        }
        return numeric[column] ? " ".repeat(missing) + text : text + " ".repeat(missing);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String shown(@Nullable String value) {
        return value == null ? "NULL" : visible(value);
    }

    private static String visible(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 8);
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        visible.append(String.format("\\u%04x", c));
                    } else {
                        visible.append((char) c);
                    }
                }
            }
        });
        return visible.toString();
    }
}
