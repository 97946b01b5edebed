package dev.sluice.standalone.cli.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What became of each request of a batch, below each other. */
final class OutcomeTable {
    private static final List<String> HEADERS = List.of("request", "jobId", "outcome", "reason");

    private OutcomeTable() {}

    static List<String> lines(List<ObjectNode> outcomes, int width) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (ObjectNode outcome : outcomes) {
            List<@Nullable String> row = new ArrayList<>();
            row.add(Json.text(outcome, "request"));
            row.add(Json.text(outcome, "jobId"));
            row.add(Json.text(outcome, outcome.has("state") ? "state" : "code"));
            row.add(reason(outcome));
            rows.add(row);
        }
        return Table.lines(HEADERS, rows, width, Set.of("reason"));
    }

    private static String reason(ObjectNode outcome) {
        if (outcome.has("state")) {
            return oneLine(Json.text(outcome.path("error"), "message"));
        }
        String fields = StreamSupport.stream(outcome.path("errors").spliterator(), false)
                .map(error -> Json.text(error, "field") + ": " + Json.text(error, "message"))
                .collect(Collectors.joining(" · "));
        return oneLine(fields.isEmpty() ? Json.text(outcome, "detail") : fields);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
