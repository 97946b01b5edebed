package dev.sluice.standalone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** The schema in the body of a request, as far as it is one. */
sealed interface SchemaText {
    /** It is one. */
    record Parsed(Schema schema) implements SchemaText {}

    /** It is none that this registry takes. */
    record Refused(Answer answer) implements SchemaText {}

    static SchemaText in(JsonNode body) {
        String type = body.path("schemaType").asText("AVRO");
        if (!"AVRO".equals(type)) {
            return new Refused(Answer.invalidSchema("schemaType " + type + " is not supported here, only AVRO"));
        }
        if (!body.path("references").isEmpty()) {
            return new Refused(
                    Answer.invalidSchema("references are not supported here: put the whole schema into one text"));
        }
        if (!body.path("schema").isTextual()) {
            return new Refused(Answer.invalidSchema("the body needs \"schema\", an Avro schema as a JSON string"));
        }
        try {
            return new Parsed(new Schema.Parser().parse(body.path("schema").textValue()));
        } catch (SchemaParseException e) {
            return new Refused(Answer.invalidSchema(String.valueOf(e.getMessage())));
        }
    }

    /** The answer made from the schema, or the refusal. */
    default Answer then(Function<Schema, Answer> step) {
        return switch (this) {
            case Parsed(Schema schema) -> step.apply(schema);
            case Refused(Answer answer) -> answer;
        };
    }
}
