package dev.sluice.api.submit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.form.CallHeaders;
import dev.sluice.api.form.JsonBody;
import dev.sluice.api.form.RequestForm;
import dev.sluice.api.problem.Problem;
import dev.sluice.api.serve.Later;
import dev.sluice.message.ErrorCode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * {@code POST /v1/jobs/batch}: a list of requests, each with an outcome of its own in the same order. All are published before the first is
 * waited for, and a bad one stops none of the others.
 */
public final class SubmitBatch implements Handler {
    static final int MOST_REQUESTS = 1_000;

    private final JsonBody bodies;
    private final RequestForm form;
    private final AcceptRequest accepting;

    public SubmitBatch(SubmitRules rules, RequestPublisher publisher, RecentJobs recent) {
        this.bodies = new JsonBody(rules.maxBodyBytes());
        this.form = new RequestForm(rules.topics(), rules.binding(), rules.clock());
        this.accepting = new AcceptRequest(publisher, recent);
    }

    @Override
    public void handle(Context context) {
        ArrayNode requests = bodies.listOf(context);
        if (requests.isEmpty() || requests.size() > MOST_REQUESTS) {
            throw Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            "a batch has 1 to " + MOST_REQUESTS + " requests, not " + requests.size())
                    .exception();
        }
        Batch batch = new Batch(form, accepting, CallHeaders.of(context));
        Later.answer(context, () -> all(batch.submit(requests)), items -> answer(context, items));
    }

    private static CompletableFuture<List<BatchItem>> all(List<CompletableFuture<BatchItem>> items) {
        return CompletableFuture.allOf(items.toArray(CompletableFuture[]::new))
                .thenApply(all -> items.stream().map(CompletableFuture::join).toList());
    }

    private static void answer(Context context, List<BatchItem> items) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        long taken = items.stream().filter(BatchItem.Taken.class::isInstance).count();
        body.put("accepted", taken);
        body.put("refused", items.size() - taken);
        ArrayNode results = body.putArray("results");
        items.forEach(item -> results.add(item.json()));
        context.contentType("application/json").result(body.toString());
    }
}
