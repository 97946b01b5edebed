package dev.sluice.standalone.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.ProgressBar;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.ApiRefusedException;
import dev.sluice.standalone.cli.rest.ApiUnreachableException;
import dev.sluice.standalone.cli.rest.SluiceApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Submits requests call by call and collects what became of each, in their order. For one thread. */
final class SubmitMany {
    private final SluiceApi api;
    private final ProgressBar progress;
    private Optional<String> gone = Optional.empty();

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
            for (JsonNode outcome : results(call, outcomes.isEmpty())) {
                ObjectNode numbered = Json.object().put("request", outcomes.size() + 1);
                outcomes.add(numbered.setAll((ObjectNode) outcome));
                accepted += accepted(outcome) ? 1 : 0;
            }
            progress.at(outcomes.size(), requests.size(), "");
        }
        progress.done(accepted + " accepted, " + (outcomes.size() - accepted) + " refused");
        return outcomes;
    }

    /**
     * A call that is refused as a whole, such as for a request that alone is too long, stops none of the others. A server that is gone stops
     * the rest, but what was accepted before is told.
     */
    private List<JsonNode> results(ArrayNode call, boolean first) throws ApiException, InterruptedException {
        if (gone.isPresent()) {
            return each(call, 0, "UNREACHABLE", gone.get());
        }
        try {
            List<JsonNode> results = new ArrayList<>();
            api.submitBatch(call).path("results").forEach(results::add);
            return results;
        } catch (ApiRefusedException refused) {
            return each(call, refused.status(), refused.code(), refused.getMessage());
        } catch (ApiUnreachableException unreachable) {
            if (first) {
                throw unreachable;
            }
            String reason = String.valueOf(unreachable.getMessage());
            gone = Optional.of("not submitted: " + reason);
            return each(call, 0, "UNREACHABLE", "perhaps submitted: " + reason);
        }
    }

    private static List<JsonNode> each(ArrayNode call, int status, String code, @Nullable String detail) {
        List<JsonNode> results = new ArrayList<>();
        for (JsonNode request : call) {
            ObjectNode result = Json.object().put("status", status).put("code", code);
            if (request.hasNonNull("jobId")) {
                result.set("jobId", request.path("jobId"));
            }
            results.add(result.put("detail", detail));
        }
        return results;
    }
}
