package dev.sluice.standalone.demo.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How a job ended, by whatever door it came.
 *
 * @param state such as SUCCEEDED
 * @param errorCode empty if it succeeded
 * @param encodings of the columns, in order
 */
record Answer(String state, String errorCode, String message, List<String> encodings, List<JsonNode> rows) {
    Answer {
        encodings = List.copyOf(encodings);
        rows = List.copyOf(rows);
    }

    static Answer refused(String state, String errorCode, String message) {
        return new Answer(state, errorCode, message, List.of(), List.of());
    }

    boolean succeeded() {
        return state.equals("SUCCEEDED");
    }
}
