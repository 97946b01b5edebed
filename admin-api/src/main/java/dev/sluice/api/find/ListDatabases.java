package dev.sluice.api.find;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.follow.Databases;
import dev.sluice.api.job.MessageJson;
import dev.sluice.message.DatabaseDefinition;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/** {@code GET /v1/databases}: the databases a job can name, without the addresses of their servers. */
public final class ListDatabases implements Handler {
    private final Databases databases;

    public ListDatabases(Databases databases) {
        this.databases = databases;
    }

    @Override
    public void handle(Context context) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("databases");
        databases.all().forEach(definition -> list.add(shown(definition)));
        context.contentType("application/json").result(body.toString());
    }

    private static ObjectNode shown(DatabaseDefinition definition) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", definition.getName());
        node.put("engine", definition.getEngine());
        node.put("enabled", definition.getEnabled());
        node.set("laneSlots", MessageJson.of(definition.getLaneSlots()));
        ArrayNode nodes = node.putArray("nodes");
        definition
                .getNodes()
                .forEach(server -> nodes.addObject()
                        .put("name", server.getName())
                        .put("role", server.getRole().name()));
        return node;
    }
}
