package dev.sluice.standalone.cli.templates;

import dev.sluice.message.QueryTemplate;
import dev.sluice.message.TemplateParameter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A template on one line: what it takes, which engines it has SQL for, what it answers. */
final class TemplateLine {
    private TemplateLine() {}

    static List<String> cells(QueryTemplate template) {
        return List.of(
                template.getParameters().stream().map(TemplateLine::parameter).collect(Collectors.joining(", ")),
                String.join(" ", new TreeSet<>(template.getVariants().keySet())),
                template.getDescription());
    }

    /** In brackets if a call may leave it out. */
    private static String parameter(TemplateParameter parameter) {
        String text = parameter.getName() + " " + parameter.getType().name().toLowerCase(Locale.ROOT);
        return parameter.getRequired() ? text : "[" + text + "]";
    }
}
