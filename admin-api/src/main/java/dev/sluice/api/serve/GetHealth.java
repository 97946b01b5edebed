package dev.sluice.api.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.runtime.service.Health;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.function.Supplier;

/** {@code GET /health}: how each service of this process is, and why; 503 if any is down, 200 if all work at least in part. */
public final class GetHealth implements Handler {
    private final Supplier<Map<String, Health>> health;

    public GetHealth(Supplier<Map<String, Health>> health) {
        this.health = health;
    }

    @Override
    public void handle(Context context) {
        Map<String, Health> states = health.get();
        boolean down = states.values().stream().anyMatch(Health.Down.class::isInstance);
        boolean degraded = states.values().stream().anyMatch(Health.Degraded.class::isInstance);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("state", down ? "DOWN" : degraded ? "DEGRADED" : "UP");
        ObjectNode services = body.putObject("services");
        states.forEach((service, state) -> describe(state, services.putObject(service)));
        context.status(down ? 503 : 200).contentType("application/json").result(body.toString());
    }

    private static void describe(Health health, ObjectNode node) {
        switch (health) {
            case Health.Up up -> node.put("state", "UP");
            case Health.Degraded degraded -> node.put("state", "DEGRADED").put("why", degraded.why());
            case Health.Down down -> node.put("state", "DOWN").put("why", down.why());
        }
    }
}
