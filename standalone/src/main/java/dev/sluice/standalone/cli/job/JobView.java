package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.JobState;
import dev.sluice.standalone.cli.print.Json;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A job as the API answers it, read leniently: what is not there yet is empty. */
record JobView(JsonNode json) {
    String id() {
        return json.path("jobId").asText("");
    }

    String state() {
        return json.path("state").asText("");
    }

    /** Whether nothing more will happen to it. */
    boolean ended() {
        return json.path("ended").asBoolean();
    }

    boolean succeeded() {
        return state().equals(JobState.SUCCEEDED.name()) || state().equals(JobState.VALIDATED.name());
    }

    /** One line for people: why it did not succeed, what it changed, or how many rows it has. */
    String summary() {
        JsonNode error = json.path("error");
        if (error.isObject()) {
            String hint = error.path("hint").asText("");
            return error.path("code").asText() + ": " + error.path("message").asText()
                    + (hint.isEmpty() ? "" : " " + hint);
        }
        // A negative count is how a statement says that it changes nothing.
        String counts = StreamSupport.stream(json.path("updateCounts").spliterator(), false)
                .filter(count -> count.asLong() >= 0)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? rows() : counts + (counts.equals("1") ? " row changed" : " rows changed");
    }

    /** When the job came into this state, as the API tells it; empty if it does not. */
    String reachedAt() {
        if (ended()) {
            return Json.text(json, "endedAt");
        }
        return switch (state()) {
            case "QUEUED" -> Json.text(json, "submittedAt");
            case "ADMITTED" -> Json.text(json, "admittedAt");
            case "RUNNING" -> Json.text(json, "startedAt");
            default -> "";
        };
    }

    private String rows() {
        long rows = json.path("rowCount").asLong(-1);
        return rows < 0 ? "" : rows + (rows == 1 ? " row" : " rows");
    }
}
