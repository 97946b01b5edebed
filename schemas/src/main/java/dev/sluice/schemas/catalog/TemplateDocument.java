package dev.sluice.schemas.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryTemplate;
import dev.sluice.message.TemplateParameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A template as people write it: its fields under the names they have in the message, a default value as itself. A parameter without a
 * default is required unless it says otherwise. Thread-safe.
 */
public final class TemplateDocument {
    private TemplateDocument() {}

    /** The template, last changed now; or everything that is wrong with it. */
    public static Document<QueryTemplate> read(JsonNode document, Instant now) {
        var fields = new DocumentFields(document);
        fields.node(DocumentFields.UPDATED);
        Integer version = fields.integer("version");
        if (version == null && fields.node("version").isEmpty()) {
            fields.problem("version", "is missing; the first is 1");
        }
        QueryTemplate template = QueryTemplate.newBuilder()
                .setQueryId(fields.text("queryId", null))
                .setVersion(version == null ? 0 : version)
                .setDescription(fields.text("description", ""))
                .setTimeoutMillis(fields.whole("timeoutMillis"))
                .setParameters(parameters(fields))
                .setVariants(variants(fields))
                .setUpdatedAt(Instant.ofEpochMilli(now.toEpochMilli()))
                .build();
        fields.refuseOthers();
        List<String> problems = fields.with(TemplateRules.problems(template));
        return problems.isEmpty() ? new Document.Sound<>(template) : new Document.Unsound<>(problems);
    }

    /** The document that means this template; what says nothing is left out. */
    public static ObjectNode write(QueryTemplate template) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("queryId", template.getQueryId()).put("version", template.getVersion());
        if (!template.getDescription().isEmpty()) {
            document.put("description", template.getDescription());
        }
        if (template.getTimeoutMillis() != null) {
            document.put("timeoutMillis", template.getTimeoutMillis());
        }
        if (!template.getParameters().isEmpty()) {
            ArrayNode list = document.putArray("parameters");
            template.getParameters().forEach(parameter -> write(parameter, list.addObject()));
        }
        ObjectNode variants = document.putObject("variants");
        new TreeMap<>(template.getVariants()).forEach(variants::put);
        return document.put(DocumentFields.UPDATED, template.getUpdatedAt().toString());
    }

    private static void write(TemplateParameter parameter, ObjectNode document) {
        document.put("name", parameter.getName())
                .put("type", parameter.getType().name());
        ParameterValue usual = parameter.getDefaultValue();
        if (usual != null && usual.getValue() != null) {
            document.set("defaultValue", DocumentValue.write(usual.getValue()));
        } else if (!parameter.getRequired()) {
            document.put("required", false);
        }
    }

    private static List<TemplateParameter> parameters(DocumentFields fields) {
        List<TemplateParameter> parameters = new ArrayList<>();
        List<JsonNode> entries = fields.list("parameters");
        for (int at = 0; at < entries.size(); at++) {
            parameters.add(parameter(fields.within("parameters[" + at + "]", entries.get(at))));
        }
        return parameters;
    }

    private static TemplateParameter parameter(DocumentFields fields) {
        String name = fields.text("name", null);
        ParameterType type = fields.choice("type", fields.text("type", null), ParameterType.class)
                .orElse(ParameterType.TEXT);
        Optional<JsonNode> usual = fields.node("defaultValue");
        boolean required = fields.flag("required", usual.isEmpty());
        ParameterValue value = usual.isEmpty() ? null : value(type, usual.get(), fields);
        fields.refuseOthers();
        return new TemplateParameter(name, type, required, value);
    }

    private static @Nullable ParameterValue value(ParameterType type, JsonNode usual, DocumentFields fields) {
        Optional<Object> value = DocumentValue.read(type, usual);
        if (value.isEmpty()) {
            fields.problem("defaultValue", "is no " + type + "; " + ParameterRules.rule(type));
            return null;
        }
        return new ParameterValue(null, type, value.get());
    }

    private static Map<String, String> variants(DocumentFields fields) {
        Map<String, String> variants = new TreeMap<>();
        Optional<JsonNode> node = fields.node("variants");
        if (node.isPresent()) {
            DocumentFields own = fields.within("variants", node.get());
            node.get().fieldNames().forEachRemaining(engine -> variants.put(engine, own.text(engine, null)));
        }
        return variants;
    }
}
