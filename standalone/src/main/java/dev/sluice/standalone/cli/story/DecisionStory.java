package dev.sluice.standalone.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was decided about a job and from what: its kind and reach, its expected cost, its place, the limits. */
public final class DecisionStory {
    private DecisionStory() {}

    /** A decision that stands. */
    public static List<String> of(JsonNode decision, Screen screen) {
        boolean held = Json.text(decision, "outcome").equals("HELD");
        return of(decision, held ? "holds it" : "would hold it", screen);
    }

    /** The last decision about a job that has ended. */
    static List<String> past(JsonNode decision, Screen screen) {
        return of(decision, "held it", screen);
    }

    private static List<String> of(JsonNode decision, String holds, Screen screen) {
        Facts facts = new Facts();
        facts.add("reason", Json.text(decision, "reason"))
                .add("kind", kind(decision))
                .add("complexity", Json.text(decision, "complexity"))
                .add("reads", decision.path("tablesRead"))
                .add("writes", decision.path("tablesWritten"))
                .add("calls", decision.path("functions"))
                .add("traits", decision.path("traits"))
                .add("template", Json.text(decision, "template"))
                .add("policies", decision.path("policies"))
                .add("predicted", predicted(decision))
                .add("lane", Json.text(decision, "lane"))
                .add("in line", inLine(decision));
        List<String> lines = new ArrayList<>(facts.lines());
        List<String> limits = LimitTable.lines(decision.path("limits"), holds, screen);
        if (!limits.isEmpty()) {
            lines.add("");
            lines.addAll(limits);
        }
        return lines;
    }

    private static String kind(JsonNode decision) {
        String kind = Json.text(decision, "statementKind");
        if (kind.isEmpty()) {
            return "";
        }
        String type = Json.text(decision, "statementClass");
        boolean sure = decision.path("parsed").asBoolean(true);
        return kind + (type.isEmpty() ? "" : ", class " + type) + (sure ? "" : " (not confirmed by a parser)");
    }

    private static String predicted(JsonNode decision) {
        if (!decision.hasNonNull("predictedMillis")) {
            return "";
        }
        StringBuilder cost =
                new StringBuilder(Span.of(decision.path("predictedMillis").asDouble()));
        if (decision.hasNonNull("predictedP95Millis")) {
            cost.append(" mostly, within ")
                    .append(Span.of(decision.path("predictedP95Millis").asDouble()))
                    .append(" in 19 of 20");
        }
        return cost.append(source(decision)).toString();
    }

    private static String source(JsonNode decision) {
        long samples = decision.path("samples").asLong();
        return switch (Json.text(decision, "predictionSource")) {
            case "history" ->
                String.format(Locale.ROOT, "; measured in %,d execution%s", samples, samples == 1 ? "" : "s");
            case "score" -> "; guessed from its text";
            case "" -> "";
            default -> "; from " + Json.text(decision, "predictionSource");
        };
    }

    private static String inLine(JsonNode decision) {
        if (!decision.hasNonNull("queuePosition")) {
            return "";
        }
        long ahead = decision.path("queuePosition").asLong();
        String place = ahead == 0 ? "next" : String.format(Locale.ROOT, "%,d before it", ahead);
        return decision.hasNonNull("etaMillis")
                ? place + ", about " + Span.of(decision.path("etaMillis").asDouble()) + " to go"
                : place;
    }
}
