package dev.sluice.standalone.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.TruncationReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prints a result page by page, so that a long one never has to fit into memory. Call {@link #page} for each page in order, then
 * {@link #end}. Not thread-safe.
 */
public final class RowPrinter {
    /** What a job's object has too, so that programs read both alike. */
    private static final List<String> HEAD = List.of("jobId", "state");

    private static final String NONE = TruncationReason.NONE.name();

    private final Screen screen;
    private final ResultFormat format;
    private @Nullable Table table;
    private long rows;
    private String cap = NONE;

    public RowPrinter(Screen screen, ResultFormat format) {
        this.screen = screen;
        this.format = format;
    }

    /** One page as the API answers it: {@code columns}, {@code rows}, and {@code truncated} if the result is not all that there was. */
    public void page(JsonNode page) {
        boolean first = rows == 0 && table == null;
        switch (format) {
            case TABLE -> tablePage(page);
            case CSV -> csvPage(page, first);
            case JSON -> jsonPage(page, first);
        }
        rows += page.path("rows").size();
        cap = page.path("truncated").asText(NONE);
        screen.out().flush();
    }

    /** After the last page. */
    public void end() {
        switch (format) {
            case TABLE -> screen.line("(" + rows + (rows == 1 ? " row)" : " rows)"));
            case CSV -> {}
            case JSON ->
                screen.line("],\"rowCount\":" + rows + (whole() ? "" : ",\"truncated\":\"" + cap + "\"") + "}");
        }
    }

    /** What to tell people of a result that a cap cut short. */
    public Optional<String> incomplete() {
        String limit = cap.equals(TruncationReason.MAX_ROWS.name()) ? "maxRows" : "maxBytes";
        return whole()
                ? Optional.empty()
                : Optional.of("incomplete: the query had more rows, and " + limit
                        + " of the request, of a policy or dispatcher." + limit + " cut them off");
    }

    private boolean whole() {
        return cap.equals(NONE);
    }

    private void tablePage(JsonNode page) {
        List<List<@Nullable String>> cells = cells(page);
        Table open = table;
        if (open == null) {
            open = new Table(names(page), cells, screen.width());
            open.head().forEach(this::line);
            table = open;
        }
        for (List<@Nullable String> row : cells) {
            line(open.line(row));
        }
    }

    private void csvPage(JsonNode page, boolean first) {
        if (first) {
            line(Csv.line(names(page)));
        }
        for (List<@Nullable String> row : cells(page)) {
            line(Csv.line(row));
        }
    }

    private void jsonPage(JsonNode page, boolean first) {
        if (first) {
            ObjectNode head = Json.object();
            HEAD.stream().filter(page::has).forEach(field -> head.set(field, page.path(field)));
            String fields = Json.text(head);
            screen.out().print(fields.substring(0, fields.length() - 1) + (head.isEmpty() ? "" : ","));
            screen.out().print("\"columns\":" + Json.text(page.path("columns")) + ",\"rows\":[");
        }
        String comma = first ? "" : ",";
        for (JsonNode row : page.path("rows")) {
            screen.out().print(comma + Json.text(row));
            comma = ",";
        }
    }

    /** Flushed with its page: standard output would flush at every println. */
    private void line(String text) {
        screen.out().print(text + System.lineSeparator());
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("columns").forEach(column -> names.add(column.path("name").asText()));
        return names;
    }

    private static List<List<@Nullable String>> cells(JsonNode page) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode row : page.path("rows")) {
            List<@Nullable String> cells = new ArrayList<>();
            row.forEach(value -> cells.add(Json.cell(value)));
            rows.add(cells);
        }
        return rows;
    }
}
