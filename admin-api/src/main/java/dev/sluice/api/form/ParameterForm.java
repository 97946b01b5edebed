package dev.sluice.api.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.problem.FieldProblem;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads bind parameters: a bare JSON value binds as the type it has, and {@code {"type": "DATE", "value": "2020-01-31"}} as the
 * type it names; a template's parameters may have a name. Pure.
 */
final class ParameterForm {
    private static final int MOST = 65_535;

    private ParameterForm() {}

    /** The parameters in order; what cannot be bound is noted as a problem of the form. */
    static List<ParameterValue> read(FormFields form) {
        List<ParameterValue> values = new ArrayList<>();
        JsonNode list = form.node("parameters").orElse(null);
        if (list == null) {
            return values;
        }
        if (!list.isArray() || list.size() > MOST) {
            form.problem("parameters", ErrorCode.INVALID_PARAMETERS, "must be a list of at most " + MOST + " values");
            return values;
        }
        for (int i = 0; i < list.size(); i++) {
            String field = "parameters[" + i + "]";
            value(field, list.get(i), form).ifPresent(values::add);
        }
        return values;
    }

    private static Optional<ParameterValue> value(String field, JsonNode node, FormFields form) {
        return switch (node.getNodeType()) {
            case NULL -> Optional.of(new ParameterValue(null, ParameterType.TEXT, null));
            case BOOLEAN -> bound(null, ParameterType.BOOLEAN, node, field, form);
            case STRING -> bound(null, ParameterType.TEXT, node, field, form);
            case NUMBER ->
                bound(
                        null,
                        node.isIntegralNumber() && node.canConvertToLong() ? ParameterType.LONG : ParameterType.DECIMAL,
                        node,
                        field,
                        form);
            case OBJECT -> typed(field, (ObjectNode) node, form);
            case ARRAY, BINARY, MISSING, POJO -> {
                form.problem(field, ErrorCode.INVALID_PARAMETERS, "a list cannot be bound; use one parameter a value");
                yield Optional.empty();
            }
        };
    }

    private static Optional<ParameterValue> typed(String field, ObjectNode node, FormFields form) {
        FormFields own = new FormFields(node);
        Optional<ParameterType> type = own.choice("type", ParameterType.class);
        Optional<String> name = own.name("name");
        Optional<JsonNode> value = own.node("value");
        if (!node.has("value")) {
            own.problem("value", ErrorCode.INVALID_PARAMETERS, "is missing; null binds NULL");
        }
        if (!node.has("type")) {
            own.problem("type", ErrorCode.INVALID_PARAMETERS, "is missing, such as DATE");
        }
        List<FieldProblem> problems = own.problems();
        problems.forEach(problem ->
                form.problem(field + "." + problem.field(), ErrorCode.INVALID_PARAMETERS, problem.message()));
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return value.isEmpty()
                ? Optional.of(new ParameterValue(name.orElse(null), type.orElseThrow(), null))
                : bound(name.orElse(null), type.orElseThrow(), value.get(), field, form);
    }

    private static Optional<ParameterValue> bound(
            @Nullable String name, ParameterType type, JsonNode node, String field, FormFields form) {
        try {
            return Optional.of(new ParameterValue(name, type, BindableValue.of(type, node)));
        } catch (IllegalArgumentException e) {
            form.problem(field, ErrorCode.INVALID_PARAMETERS, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
