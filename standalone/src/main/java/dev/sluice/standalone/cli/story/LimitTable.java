package dev.sluice.standalone.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.print.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The limits that were looked at, in order, with a mark at those that hold the job. */
final class LimitTable {
    private static final List<String> HEADERS = List.of("limit", "whose", "used", "of");
    private static final int HEAD = 2;
    private static final String MEMORY = "memory";
    private static final double MEBIBYTE = 1024.0 * 1024;

    private LimitTable() {}

    /**
     * @param holds what to say of a limit that does not let the job pass
     */
    static List<String> lines(JsonNode limits, String holds, Screen screen) {
        if (limits.isEmpty()) {
            return List.of();
        }
        int used = widest(limits, "used", "used");
        int of = widest(limits, "limit", "of");
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode limit : limits) {
            List<@Nullable String> row = new ArrayList<>();
            row.add(Json.text(limit, "name"));
            row.add(Json.text(limit, "key"));
            row.add(right(amount(limit, "used"), used));
            row.add(right(amount(limit, "limit"), of));
            rows.add(row);
        }
        List<String> table = Table.lines(HEADERS, rows, Screen.UNLIMITED);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < table.size(); line++) {
            String text = "  " + table.get(line);
            boolean held = line >= HEAD && !passes(limits.get(line - HEAD));
            lines.add(held ? screen.bad(text + "  ◀ " + holds) : text);
        }
        return lines;
    }

    private static boolean passes(JsonNode limit) {
        return limit.path("allowed").asBoolean(true);
    }

    private static int widest(JsonNode limits, String field, String header) {
        int widest = header.length();
        for (JsonNode limit : limits) {
            widest = Math.max(widest, amount(limit, field).length());
        }
        return widest;
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }

    private static String amount(JsonNode limit, String field) {
        long amount = limit.path(field).asLong();
        return Json.text(limit, "name").contains(MEMORY)
                ? String.format(Locale.ROOT, "%,.1f MiB", amount / MEBIBYTE)
                : String.format(Locale.ROOT, "%,d", amount);
    }
}
