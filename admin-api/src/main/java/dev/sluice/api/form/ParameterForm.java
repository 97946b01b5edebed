package dev.sluice.api.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.problem.FieldProblem;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.schemas.job.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads bind parameters: a bare JSON value binds as the type it has, and {@code {"type": "DATE", "value": "2020-01-31"}} as the
 * type it names. Those of a template may have a name each, or be an object of names and values. Pure.
 */
final class ParameterForm {
    private static final int MOST = 65_535;

    private ParameterForm() {}

    /** The parameters in order; what cannot be bound is noted as a problem of the form. */
    static List<ParameterValue> read(FormFields form, boolean byTemplate) {
        List<ParameterValue> values = new ArrayList<>();
        JsonNode given = form.node("parameters").orElse(null);
        if (given == null) {
            return values;
        }
        if (given.isObject() && byTemplate && given.size() <= MOST) {
            given.properties()
                    .forEach(entry ->
                            named(entry.getKey(), entry.getValue(), form).ifPresent(values::add));
            return values;
        }
        if (!given.isArray() || given.size() > MOST) {
            String names = given.isObject() ? "; only those of a template have names" : "";
            form.problem(
                    "parameters",
                    ErrorCode.INVALID_PARAMETERS,
                    "must be a list of at most " + MOST + " values" + names);
            return values;
        }
        for (int i = 0; i < given.size(); i++) {
            value("parameters[" + i + "]", null, given.get(i), form).ifPresent(values::add);
        }
        return values;
    }

    private static Optional<ParameterValue> named(String name, JsonNode node, FormFields form) {
        if (!Identifiers.validName(name)) {
            form.problem(
                    "parameters",
                    ErrorCode.INVALID_PARAMETERS,
                    "a name must be 1 to 64 letters, digits, '_' or inner '-'");
            return Optional.empty();
        }
        return value("parameters." + name, name, node, form);
    }

    private static Optional<ParameterValue> value(String field, @Nullable String name, JsonNode node, FormFields form) {
        return switch (node.getNodeType()) {
            case NULL -> Optional.of(new ParameterValue(name, ParameterType.TEXT, null));
            case BOOLEAN -> bound(name, ParameterType.BOOLEAN, node, field, form);
            case STRING -> bound(name, ParameterType.TEXT, node, field, form);
            case NUMBER ->
                bound(
                        name,
                        node.isIntegralNumber() && node.canConvertToLong() ? ParameterType.LONG : ParameterType.DECIMAL,
                        node,
                        field,
                        form);
            case OBJECT -> typed(field, name, (ObjectNode) node, form);
            case ARRAY, BINARY, MISSING, POJO -> {
                form.problem(field, ErrorCode.INVALID_PARAMETERS, "a list cannot be bound; use one parameter a value");
                yield Optional.empty();
            }
        };
    }

    private static Optional<ParameterValue> typed(
            String field, @Nullable String known, ObjectNode node, FormFields form) {
        FormFields own = new FormFields(node);
        Optional<ParameterType> type = own.choice("type", ParameterType.class);
        Optional<String> name = known == null ? own.name("name") : Optional.of(known);
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
