package dev.sluice.sink.understand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.sink.fold.PlainText;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Parts of messages as JSON that PostgreSQL can keep: fields by name, constants as text, times in ISO 8601, unknown fields left
 * out, no NUL. Thread-safe.
 */
final class AvroJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AvroJson() {}

    /** JSON text of a record, list or map of a message; null for null and for an empty list or map. */
    static @Nullable String text(@Nullable Object part) {
        return switch (part) {
            case null -> null;
            case Collection<?> items when items.isEmpty() -> null;
            case Map<?, ?> entries when entries.isEmpty() -> null;
            default -> node(part).toString();
        };
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case SpecificRecord part -> object(part);
            case Collection<?> items -> array(items);
            case Map<?, ?> entries -> object(entries);
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Double number when Double.isFinite(number) -> JSON.numberNode(number);
            default -> JSON.textNode(PlainText.storable(value.toString()));
        };
    }

    private static ObjectNode object(SpecificRecord part) {
        ObjectNode object = JSON.objectNode();
        for (Schema.Field field : part.getSchema().getFields()) {
            Object value = part.get(field.pos());
            if (value != null) {
                object.set(field.name(), node(value));
            }
        }
        return object;
    }

    private static ObjectNode object(Map<?, ?> entries) {
        ObjectNode object = JSON.objectNode();
        entries.forEach((key, value) -> object.set(PlainText.storable(key.toString()), node(value)));
        return object;
    }

    private static ArrayNode array(Collection<?> items) {
        ArrayNode array = JSON.arrayNode(items.size());
        items.forEach(item -> array.add(node(item)));
        return array;
    }
}
