package dev.sluice.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.form.CallHeaders;
import dev.sluice.api.form.Form;
import dev.sluice.api.form.RequestForm;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.api.problem.ProblemException;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The requests of one call, submitted one right after another. For one thread. */
final class Batch {
    private final RequestForm form;
    private final AcceptRequest accepting;
    private final CallHeaders headers;
    private final Map<JobKey, String> digests = new HashMap<>();
    private @Nullable Problem down;

    Batch(RequestForm form, AcceptRequest accepting, CallHeaders headers) {
        this.form = form;
        this.accepting = accepting;
        this.headers = headers;
    }

    /** One outcome a request, in their order; none of them fails. */
    List<CompletableFuture<BatchItem>> submit(ArrayNode requests) {
        List<CompletableFuture<BatchItem>> items = new ArrayList<>();
        for (JsonNode request : requests) {
            items.add(outcome(request, items.size()));
        }
        return items;
    }

    private CompletableFuture<BatchItem> outcome(JsonNode request, int index) {
        Problem before = down;
        if (before != null) {
            return CompletableFuture.completedFuture(new BatchItem.Refused(request, before));
        }
        CompletableFuture<BatchItem> item = submitted(request, index)
                .<BatchItem>thenApply(BatchItem.Taken::new)
                .exceptionally(failure -> new BatchItem.Refused(request, problem(failure)));
        // Kafka or the registry blocked until it gave up: the others would wait as long, one after another, for the
        // same.
        down = item.isDone()
                        && item.join() instanceof BatchItem.Refused refused
                        && refused.problem().retryAfter().isPresent()
                ? refused.problem()
                : null;
        return item;
    }

    private CompletableFuture<JobView> submitted(JsonNode request, int index) {
        try {
            return switch (form.read(object(request), headers.ofItem(index))) {
                case Form.Refused refused ->
                    throw Problem.of(refused.problems()).exception();
                case Form.Filled filled -> accepting.accept(unlikeOthers(filled), headers.traceparent());
            };
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ObjectNode object(JsonNode request) {
        if (request instanceof ObjectNode object) {
            return object;
        }
        throw Problem.of(ErrorCode.INVALID_REQUEST, "each request must be a JSON object")
                .exception();
    }

    private Form.Filled unlikeOthers(Form.Filled filled) {
        QueryRequest request = filled.request();
        String digest = RequestDigest.of(request);
        String other = digests.putIfAbsent(new JobKey(request.getTenant(), request.getJobId()), digest);
        if (other != null && !other.equals(digest)) {
            throw AcceptRequest.conflict(request.getJobId());
        }
        return filled;
    }

    private static Problem problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException refusal) {
            return refusal.problem();
        }
        throw new CompletionException(cause);
    }
}
