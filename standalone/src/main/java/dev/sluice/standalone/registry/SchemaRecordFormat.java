package dev.sluice.standalone.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Records of the topic as JSON, in the manner of Confluent's {@code _schemas}: what makes a record unique is its key, for compaction. */
final class SchemaRecordFormat {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaRecordFormat() {}

    static String key(SchemaRecord record) {
        ObjectNode key = JSON.createObjectNode();
        switch (record) {
            case SchemaRecord.Version(RegisteredSchema schema) ->
                key.put("keytype", "SCHEMA").put("subject", schema.subject()).put("version", schema.version());
            case SchemaRecord.Level(Optional<String> subject, CompatibilityLevel level) ->
                key.put("keytype", "CONFIG").put("subject", subject.orElse(null));
        }
        return key.toString();
    }

    static String value(SchemaRecord record) {
        ObjectNode value = JSON.createObjectNode();
        switch (record) {
            case SchemaRecord.Version(RegisteredSchema schema) ->
                value.put("subject", schema.subject())
                        .put("version", schema.version())
                        .put("id", schema.id())
                        .put("schema", schema.schema());
            case SchemaRecord.Level(Optional<String> subject, CompatibilityLevel level) ->
                value.put("compatibilityLevel", level.name());
        }
        return value.toString();
    }

    /** Throws IllegalArgumentException for what no version of this class wrote. */
    static SchemaRecord parse(String key, String value) {
        try {
            JsonNode keyNode = JSON.readTree(key);
            JsonNode valueNode = JSON.readTree(value);
            return switch (keyNode.path("keytype").asText()) {
                case "SCHEMA" ->
                    new SchemaRecord.Version(new RegisteredSchema(
                            valueNode.required("subject").asText(),
                            valueNode.required("version").asInt(),
                            valueNode.required("id").asInt(),
                            valueNode.required("schema").asText()));
                case "CONFIG" ->
                    new SchemaRecord.Level(
                            Optional.ofNullable(keyNode.path("subject").textValue()),
                            CompatibilityLevel.valueOf(
                                    valueNode.required("compatibilityLevel").asText()));
                default -> throw new IllegalArgumentException("a record of an unknown kind: " + key);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a record that is not JSON: " + key, e);
        }
    }
}
