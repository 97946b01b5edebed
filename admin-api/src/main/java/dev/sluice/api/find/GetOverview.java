package dev.sluice.api.find;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.follow.Tally;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/** {@code GET /v1/overview}: jobs by lane and state, and endings per second over the last minute, as this instance saw them. */
public final class GetOverview implements Handler {
    private final Tally tally;

    public GetOverview(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void handle(Context context) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode lanes = body.putObject("lanes");
        tally.counts().forEach((lane, states) -> {
            ObjectNode counts = lanes.putObject(lane);
            states.forEach(counts::put);
        });
        ArrayNode perSecond = body.putArray("endedPerSecond");
        for (long ended : tally.endedPerSecond()) {
            perSecond.add(ended);
        }
        context.contentType("application/json").result(body.toString());
    }
}
