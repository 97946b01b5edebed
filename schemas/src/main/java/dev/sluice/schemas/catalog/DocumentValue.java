package dev.sluice.schemas.catalog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.message.ParameterType;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/** The value of a parameter as it stands in a document, and as it travels in a message. */
final class DocumentValue {
    private DocumentValue() {}

    /** The value as one of this type; empty if it is none. Dates and the like are looked at by the rules. */
    static Optional<Object> read(ParameterType type, JsonNode node) {
        return switch (type) {
            case BOOLEAN -> Optional.of(node).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
            case LONG ->
                Optional.of(node)
                        .filter(value -> value.isIntegralNumber() && value.canConvertToLong())
                        .map(JsonNode::longValue);
            case DOUBLE -> Optional.of(node).filter(JsonNode::isNumber).map(JsonNode::doubleValue);
            case DECIMAL ->
                Optional.of(node)
                        .filter(value -> value.isNumber() || value.isTextual())
                        .map(JsonNode::asText);
            case BYTES -> Optional.of(node).filter(JsonNode::isTextual).flatMap(value -> bytes(value.textValue()));
            case TEXT, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID ->
                Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::textValue);
            case JSON -> Optional.of(node.isTextual() ? node.textValue() : node.toString());
        };
    }

    /** What {@link #read} takes for this value. */
    static JsonNode write(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        if (value instanceof Long whole) {
            return nodes.numberNode(whole);
        }
        if (value instanceof Double number) {
            return nodes.numberNode(number);
        }
        if (value instanceof ByteBuffer bytes) {
            return nodes.textNode(
                    new String(Base64.getEncoder().encode(bytes.duplicate()).array(), US_ASCII));
        }
        return nodes.textNode(value.toString());
    }

    private static Optional<Object> bytes(String base64) {
        try {
            return Optional.of(ByteBuffer.wrap(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
