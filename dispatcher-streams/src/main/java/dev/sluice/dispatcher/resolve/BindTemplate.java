package dev.sluice.dispatcher.resolve;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.TemplateParameter;
import dev.sluice.schemas.catalog.ParameterRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives every parameter of a template its value: that of the call, by name or by position, or its default. */
final class BindTemplate {
    private final String template;
    private final List<TemplateParameter> declared;

    BindTemplate(Template.Sound template) {
        this.template = template.key();
        this.declared = template.definition().getParameters();
    }

    /** One value for each declared parameter, in their order. */
    Verdict<List<ParameterValue>> bind(List<ParameterValue> given) {
        long named = given.stream().filter(value -> value.getName() != null).count();
        if (named != 0 && named != given.size()) {
            return refuse("give all parameters by name or all by position, not some of each");
        }
        if (named == 0 && given.size() > declared.size()) {
            return refuse(
                    "it takes %d parameters (%s), %d were given".formatted(declared.size(), signature(), given.size()));
        }
        return named == 0 ? all(byPosition(given)) : byName(given);
    }

    private Map<String, ParameterValue> byPosition(List<ParameterValue> given) {
        Map<String, ParameterValue> values = new HashMap<>();
        for (int at = 0; at < given.size(); at++) {
            values.put(declared.get(at).getName(), given.get(at));
        }
        return values;
    }

    private Verdict<List<ParameterValue>> byName(List<ParameterValue> given) {
        Map<String, ParameterValue> values = new HashMap<>();
        for (ParameterValue value : given) {
            String name = String.valueOf(value.getName());
            if (declared.stream().noneMatch(parameter -> parameter.getName().equals(name))) {
                return refuse("it has no parameter %s; its parameters are %s".formatted(shown(name), signature()));
            }
            if (values.put(name, value) != null) {
                return refuse("parameter " + name + " was given twice");
            }
        }
        return all(values);
    }

    private Verdict<List<ParameterValue>> all(Map<String, ParameterValue> given) {
        List<ParameterValue> bound = new ArrayList<>(declared.size());
        for (TemplateParameter parameter : declared) {
            ParameterValue value = given.get(parameter.getName());
            if (value == null && parameter.getRequired()) {
                return refuse("parameter %s is missing, a %s".formatted(parameter.getName(), parameter.getType()));
            }
            ParameterValue fitted = value == null ? usual(parameter) : fitted(parameter, value);
            if (fitted == null) {
                return refuse("parameter %s must be a %s, not a %s; %s"
                        .formatted(
                                parameter.getName(),
                                parameter.getType(),
                                value == null ? "default" : value.getType(),
                                ParameterRules.rule(parameter.getType())));
            }
            bound.add(fitted);
        }
        return Verdict.pass(bound);
    }

    /** What is bound for a parameter that was left out: its default, or NULL. */
    private static ParameterValue usual(TemplateParameter parameter) {
        ParameterValue usual = parameter.getDefaultValue();
        return new ParameterValue(null, parameter.getType(), usual == null ? null : usual.getValue());
    }

    /** The value as one of the declared type; null if it is none. */
    private static @Nullable ParameterValue fitted(TemplateParameter parameter, ParameterValue given) {
        Object value = given.getValue();
        boolean alike = value == null
                || given.getType() == parameter.getType()
                || switch (given.getType()) {
                    // A text may stand for all that travels as text; whether this one does is seen below.
                    case TEXT ->
                        switch (parameter.getType()) {
                            case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID, JSON, DECIMAL -> true;
                            case BOOLEAN, LONG, DOUBLE, TEXT, BYTES -> false;
                        };
                    case LONG, DECIMAL ->
                        switch (parameter.getType()) {
                            case DOUBLE, DECIMAL -> true;
                            case BOOLEAN, LONG, TEXT, BYTES, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID, JSON ->
                                false;
                        };
                    case BOOLEAN, DOUBLE, BYTES, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID, JSON -> false;
                };
        var fitted = new ParameterValue(null, parameter.getType(), asDeclared(parameter, value));
        return alike && ParameterRules.fits(fitted) ? fitted : null;
    }

    private static @Nullable Object asDeclared(TemplateParameter parameter, @Nullable Object value) {
        boolean decimalForDouble = parameter.getType() == ParameterType.DOUBLE && value instanceof CharSequence;
        if (!decimalForDouble) {
            return value;
        }
        try {
            return Double.valueOf(String.valueOf(value));
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private String signature() {
        return declared.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        declared.stream()
                                .map(parameter -> parameter.getName() + " " + parameter.getType())
                                .toList());
    }

    private static String shown(String name) {
        return name.length() <= 64 ? "'" + name + "'" : "'" + name.substring(0, 64) + "…'";
    }

    private Verdict<List<ParameterValue>> refuse(String why) {
        return Verdict.refuse(ErrorCode.INVALID_PARAMETERS, "Template %s: %s.".formatted(template, why));
    }
}
