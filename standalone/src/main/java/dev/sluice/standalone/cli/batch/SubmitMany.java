package dev.sluice.standalone.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.ProgressBar;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.ApiRefusedException;
import dev.sluice.standalone.cli.rest.SluiceApi;
import java.util.ArrayList;
import java.util.List;

/** Submits requests call by call and collects what became of each, in their order. */
final class SubmitMany {
    private final SluiceApi api;
    private final ProgressBar progress;

    SubmitMany(SluiceApi api, ProgressBar progress) {
        this.api = api;
        this.progress = progress;
    }

    static boolean accepted(JsonNode outcome) {
        return outcome.path("status").asInt() == 202;
    }

    List<ObjectNode> submit(List<JsonNode> requests) throws ApiException, InterruptedException {
        List<ObjectNode> outcomes = new ArrayList<>();
        long accepted = 0;
        for (ArrayNode call : Calls.of(requests)) {
            for (JsonNode outcome : results(call)) {
                ObjectNode numbered = Json.object().put("request", outcomes.size() + 1);
                outcomes.add(numbered.setAll((ObjectNode) outcome));
                accepted += accepted(outcome) ? 1 : 0;
            }
            progress.at(outcomes.size(), requests.size(), "");
        }
        progress.done(accepted + " accepted, " + (outcomes.size() - accepted) + " refused");
        return outcomes;
    }

    /** A call that is refused as a whole, such as for a request that alone is too long, stops none of the others. */
    private List<JsonNode> results(ArrayNode call) throws ApiException, InterruptedException {
        List<JsonNode> results = new ArrayList<>();
        try {
            api.submitBatch(call).path("results").forEach(results::add);
        } catch (ApiRefusedException refused) {
            call.forEach(request -> results.add(Json.object()
                    .put("status", refused.status())
                    .put("code", refused.code())
                    .put("detail", refused.getMessage())));
        }
        return results;
    }
}
