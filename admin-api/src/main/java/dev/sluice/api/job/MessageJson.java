package dev.sluice.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Parts of messages as JSON: field names as in the schema, enums and instants as text, nothing for a null field. Thread-safe. */
public final class MessageJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MessageJson() {}

    /** The value as JSON. Bytes are not written: no part that the API shows has any. */
    public static JsonNode of(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case IndexedRecord message -> object(message);
            case List<?> list -> array(list);
            case Map<?, ?> map -> map(map);
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            default -> NODES.textNode(value.toString());
        };
    }

    private static ObjectNode object(IndexedRecord message) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : message.getSchema().getFields()) {
            Object value = message.get(field.pos());
            if (value != null) {
                node.set(field.name(), of(value));
            }
        }
        return node;
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode node = NODES.arrayNode();
        list.forEach(element -> node.add(of(element)));
        return node;
    }

    private static ObjectNode map(Map<?, ?> map) {
        ObjectNode node = NODES.objectNode();
        map.forEach((key, value) -> node.set(key.toString(), of(value)));
        return node;
    }
}
