package dev.sluice.schemas.catalog;

import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryTemplate;
import dev.sluice.message.TemplateParameter;
import dev.sluice.schemas.job.Identifiers;
import dev.sluice.schemas.template.VariantText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is wrong with a template, its SQL read for placeholders included; whether a server takes that SQL only a call tells. Whoever
 * finds anything refuses the whole version. Thread-safe.
 */
public final class TemplateRules {
    /** The variant that serves every engine without one of its own. */
    public static final String ANY_ENGINE = "*";

    private static final int MOST_PARAMETERS = 1_000;
    private static final int LONGEST_SQL = 256 * 1024;
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern ENGINE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,30}");

    private TemplateRules() {}

    /** The key of a template in its catalogue. */
    public static String key(String queryId, int version) {
        return queryId + "@" + version;
    }

    /** Whether two templates say the same, whenever each of them was published. */
    public static boolean same(QueryTemplate one, QueryTemplate other) {
        return QueryTemplate.newBuilder(one)
                .setUpdatedAt(other.getUpdatedAt())
                .build()
                .equals(other);
    }

    /** Every problem, each with the field it belongs to; none if the template is sound. */
    public static List<String> problems(QueryTemplate template) {
        List<String> problems = new ArrayList<>();
        if (!Identifiers.validName(template.getQueryId())) {
            problems.add("queryId: must be 1 to 64 letters, digits, '_' or inner '-', not '"
                    + Shown.of(template.getQueryId()) + "'");
        }
        if (template.getVersion() < 1) {
            problems.add("version: must be 1 or more, not " + template.getVersion());
        }
        Long timeout = template.getTimeoutMillis();
        if (timeout != null && timeout <= 0) {
            problems.add("timeoutMillis: must be positive, not " + timeout + "; leave it out for no limit");
        }
        int others = problems.size();
        parameters(template.getParameters(), problems);
        variants(template, problems.size() == others, problems);
        return List.copyOf(problems);
    }

    private static void parameters(List<TemplateParameter> parameters, List<String> problems) {
        if (parameters.size() > MOST_PARAMETERS) {
            problems.add("parameters: " + MOST_PARAMETERS + " are the most, these are " + parameters.size());
        }
        Set<String> names = new HashSet<>();
        for (TemplateParameter parameter : parameters) {
            String field = "parameters." + Shown.of(parameter.getName()) + ": ";
            if (!PARAMETER.matcher(parameter.getName()).matches()) {
                problems.add(field + "a name is 1 to 64 letters, digits and '_', and starts with no digit");
            }
            if (!names.add(parameter.getName())) {
                problems.add(field + "is declared twice");
            }
            ParameterValue usual = parameter.getDefaultValue();
            if (usual != null) {
                defaultValue(parameter, usual, field, problems);
            }
        }
    }

    private static void defaultValue(
            TemplateParameter parameter, ParameterValue usual, String field, List<String> problems) {
        if (parameter.getRequired()) {
            problems.add(field + "is required and has a default value; one of the two");
        }
        if (usual.getType() != parameter.getType() || !ParameterRules.fits(usual)) {
            problems.add(field + "its default value is no " + parameter.getType() + "; "
                    + ParameterRules.rule(parameter.getType()));
        }
    }

    private static void variants(QueryTemplate template, boolean parametersAreSound, List<String> problems) {
        if (template.getVariants().isEmpty()) {
            problems.add("variants: is empty; give the SQL of an engine, or under * that of all");
        }
        List<String> names = template.getParameters().stream()
                .map(TemplateParameter::getName)
                .toList();
        new TreeMap<>(template.getVariants()).forEach((engine, sql) -> {
            String field = "variants." + Shown.of(engine) + ": ";
            if (!engine.equals(ANY_ENGINE) && !ENGINE.matcher(engine).matches()) {
                problems.add(field + "is no engine; use a name such as postgresql, or * for every other");
            }
            if (sql.isBlank() || sql.length() > LONGEST_SQL) {
                problems.add(field + "the SQL must have 1 to " + LONGEST_SQL + " characters");
            } else if (parametersAreSound) {
                placeholders(engine, sql, names, field, problems);
            }
        });
    }

    private static void placeholders(
            String engine, String sql, List<String> names, String field, List<String> problems) {
        try {
            var unused = VariantText.read(sql, names, engine);
        } catch (IllegalArgumentException e) {
            problems.add(field + e.getMessage());
        }
    }
}
