package dev.sluice.standalone.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.standalone.cli.print.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Divides requests into calls that the API takes: so many at most, and so many bytes. Pure. */
final class Calls {
    private static final int MOST_REQUESTS = 500;
    // Below the API's usual limit for a body.
    private static final int MOST_BYTES = 900 * 1024;

    private Calls() {}

    static List<ArrayNode> of(List<JsonNode> requests) {
        List<ArrayNode> calls = new ArrayList<>();
        ArrayNode call = Json.array();
        long bytes = 0;
        for (JsonNode request : requests) {
            int length = Json.text(request).getBytes(StandardCharsets.UTF_8).length + 1;
            if (!call.isEmpty() && (call.size() == MOST_REQUESTS || bytes + length > MOST_BYTES)) {
                calls.add(call);
                call = Json.array();
                bytes = 0;
            }
            call.add(request);
            bytes += length;
        }
        if (!call.isEmpty()) {
            calls.add(call);
        }
        return calls;
    }
}
