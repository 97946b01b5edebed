package dev.sluice.standalone.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.print.ShownTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A job and the decision about it, as {@code /explain} answers them. */
public final class JobStory {
    private static final int WIDEST_STATEMENT = 200;
    private static final int INDENT = 14;

    private final Instant now;
    private final ZoneId zone;
    private final Screen screen;

    public JobStory(Instant now, ZoneId zone, Screen screen) {
        this.now = now;
        this.zone = zone;
        this.screen = screen;
    }

    public List<String> of(JsonNode job) {
        Facts facts = new Facts();
        facts.add("job", Json.text(job, "jobId"))
                .add("of", who(job))
                .add("statement", statement(Json.text(job, "statement")))
                .add("submitted", at(job, "submittedAt"))
                .add("admitted", after(job, "admittedAt", List.of("submittedAt")))
                .add("started", after(job, "startedAt", List.of("admittedAt", "submittedAt")))
                .add("ended", after(job, "endedAt", List.of("startedAt", "admittedAt", "submittedAt")))
                .add("attempt", attempt(job));
        boolean ended = job.path("ended").asBoolean();
        JsonNode decision = job.path("decision");
        facts.add("decided", ended ? at(decision, "at") : "");
        List<String> lines = new ArrayList<>(facts.lines());
        if (decision.isEmpty()) {
            lines.add("  How it was decided about is not known any more.");
        } else {
            lines.addAll(ended ? DecisionStory.past(decision, screen) : DecisionStory.of(decision, screen));
        }
        return lines;
    }

    private static String who(JsonNode job) {
        List<String> parts = new ArrayList<>();
        part(parts, "tenant ", Json.text(job, "tenant"));
        part(parts, "principal ", Json.text(job, "principal"));
        part(parts, "database ", Json.text(job, "database"));
        part(parts, "priority ", Json.text(job, "priority").toLowerCase(Locale.ROOT));
        return String.join(", ", parts);
    }

    private static void part(List<String> parts, String name, String value) {
        if (!value.isBlank()) {
            parts.add(name + value);
        }
    }

    private String statement(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        int room = Math.max(INDENT, Math.min(WIDEST_STATEMENT, screen.width() - INDENT));
        return line.codePointCount(0, line.length()) <= room
                ? line
                : line.substring(0, line.offsetByCodePoints(0, room - 1)) + "…";
    }

    private String at(JsonNode job, String field) {
        String time = Json.text(job, field);
        return time.isEmpty() ? "" : ShownTime.of(time, now, zone);
    }

    /** With the time since the first of these that is known. */
    private String after(JsonNode job, String field, List<String> before) {
        String shown = at(job, field);
        String since = before.stream()
                .map(earlier -> Json.text(job, earlier))
                .filter(time -> !time.isEmpty())
                .findFirst()
                .orElse("");
        if (shown.isEmpty() || since.isEmpty()) {
            return shown;
        }
        try {
            Duration between = Duration.between(Instant.parse(since), Instant.parse(Json.text(job, field)));
            // Clocks of two machines may disagree by a little.
            return between.isNegative() ? shown : shown + ", " + Span.of((double) between.toMillis()) + " later";
        } catch (DateTimeException e) {
            return shown;
        }
    }

    private static String attempt(JsonNode job) {
        long attempt = job.path("attempt").asLong();
        return attempt > 1 ? Long.toString(attempt) : "";
    }
}
