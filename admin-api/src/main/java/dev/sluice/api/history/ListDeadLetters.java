package dev.sluice.api.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.sluice.api.form.QueryParameters;
import dev.sluice.api.serve.Later;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;

/** {@code GET /v1/dead-letters}: what could not succeed as it was, newest first, a page at a time, without the bytes. */
public final class ListDeadLetters implements Handler {
    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final List<String> PARAMETERS = List.of("limit", "after");

    private final History history;

    public ListDeadLetters(History history) {
        this.history = history;
    }

    @Override
    public void handle(Context context) {
        QueryParameters.requireKnown(context, PARAMETERS);
        int limit = (int) QueryParameters.number(context, "limit", USUAL, 1, MOST);
        var after = ListJobs.after(context);
        Later.answer(context, () -> history.deadLetters(limit + 1, after), found -> answer(context, found, limit));
    }

    private static void answer(Context context, List<DeadLetterSummary> found, int limit) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode letters = body.putArray("deadLetters");
        found.stream().limit(limit).forEach(letter -> letters.add(shown(letter)));
        if (found.size() > limit) {
            DeadLetterSummary last = found.get(limit - 1);
            body.put("next", new Cursor(last.at(), last.id()).text());
        }
        context.contentType("application/json").result(body.toString());
    }

    private static ObjectNode shown(DeadLetterSummary letter) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", letter.id());
        node.put("at", letter.at().toString());
        node.put("sourceTopic", letter.source().topic());
        node.put("sourcePartition", letter.source().partition());
        node.put("sourceOffset", letter.source().offset());
        node.put("valueBytes", letter.source().valueBytes());
        node.put("jobId", letter.jobId());
        node.put("tenant", letter.tenant());
        node.put("database", letter.database());
        node.put("errorCode", letter.failure().errorCode());
        node.put("message", letter.failure().message());
        node.put("attempts", letter.failure().attempts());
        node.put("redrivable", letter.failure().redrivable());
        node.put("starts", letter.starts().counted());
        node.putRawValue("history", new RawValue(letter.starts().history()));
        DeadLetterSummary.Retrying retrying = letter.retrying();
        node.put("retries", retrying.before());
        node.put("retriesGranted", retrying.granted());
        node.put("retryAt", retrying.next() == null ? null : retrying.next().toString());
        return node;
    }
}
