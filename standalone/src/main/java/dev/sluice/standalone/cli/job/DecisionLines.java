package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Why a job is where it is, for people: what is not known is left out. */
final class DecisionLines {
    private DecisionLines() {}

    static List<String> of(JsonNode decision) {
        List<String> lines = new ArrayList<>();
        add(lines, "reason", Json.text(decision, "reason"));
        add(lines, "lane", Json.text(decision, "lane"));
        add(lines, "kind", kind(decision));
        add(lines, "complexity", Json.text(decision, "complexity"));
        add(lines, "reads", list(decision.path("tablesRead")));
        add(lines, "writes", list(decision.path("tablesWritten")));
        decision.path("limits").forEach(limit -> add(lines, "limit", limit(limit)));
        return lines;
    }

    private static String kind(JsonNode decision) {
        String kind = Json.text(decision, "statementKind");
        boolean sure = kind.isEmpty() || decision.path("parsed").asBoolean(true);
        return sure ? kind : kind + " (not confirmed by a parser)";
    }

    private static String limit(JsonNode limit) {
        return String.format(
                Locale.ROOT,
                "%s of %s: %,d of %,d used, %s",
                Json.text(limit, "name"),
                Json.text(limit, "key"),
                limit.path("used").asLong(),
                limit.path("limit").asLong(),
                limit.path("allowed").asBoolean() ? "lets it pass" : "would make it wait");
    }

    private static String list(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private static void add(List<String> lines, String name, String value) {
        if (!value.isBlank()) {
            lines.add(String.format(Locale.ROOT, "  %-10s  %s", name, value));
        }
    }
}
