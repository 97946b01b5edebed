package dev.sluice.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** Takes out of a generated class's schema what only Java's code generator wants, so that the registry holds what every language reads. */
public final class PlainSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JAVA_STRING = "avro.java.string";

    private PlainSchema() {}

    /** The same schema, docs and defaults kept, without {@code avro.java.string}. Pure. */
    public static Schema of(Schema schema) {
        try {
            return new Schema.Parser()
                    .parse(strip(JSON.readTree(schema.toString())).toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes its schemas as JSON", e);
        }
    }

    private static JsonNode strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
        }
        node.forEach(PlainSchema::strip);
        return node;
    }
}
