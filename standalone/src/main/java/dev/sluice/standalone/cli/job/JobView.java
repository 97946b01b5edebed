package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.JobState;
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

    /** One line for people: why it did not succeed, or what it changed. */
    String summary() {
        JsonNode error = json.path("error");
        if (error.isObject()) {
            String hint = error.path("hint").asText("");
            return error.path("code").asText() + ": " + error.path("message").asText()
                    + (hint.isEmpty() ? "" : " " + hint);
        }
        String counts = StreamSupport.stream(json.path("updateCounts").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "" : counts + " rows changed";
    }
}
