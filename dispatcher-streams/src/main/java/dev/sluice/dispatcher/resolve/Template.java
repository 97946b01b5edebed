package dev.sluice.dispatcher.resolve;

import dev.sluice.message.QueryTemplate;
import dev.sluice.message.TemplateParameter;
import dev.sluice.schemas.catalog.TemplateRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One version of a template as it stands in the catalogue. */
public sealed interface Template {
    /** A template that says what it means. */
    record Sound(QueryTemplate definition) implements Template {
        String key() {
            return TemplateRules.key(definition.getQueryId(), definition.getVersion());
        }

        /** Its SQL for an engine: the one of its own, or that for all. */
        Optional<String> variant(String engine) {
            Map<String, String> variants = definition.getVariants();
            return Optional.ofNullable(variants.getOrDefault(engine, variants.get(TemplateRules.ANY_ENGINE)));
        }

        List<String> names() {
            return definition.getParameters().stream()
                    .map(TemplateParameter::getName)
                    .toList();
        }
    }

    /** One that cannot be used; only those who call it notice. */
    record Unusable(String key, String reason) implements Template {}

    /** What stands under this key. */
    static Template of(String key, QueryTemplate definition) {
        List<String> problems = new ArrayList<>(TemplateRules.problems(definition));
        String own = TemplateRules.key(definition.getQueryId(), definition.getVersion());
        if (!own.equals(key)) {
            problems.add("it stands under this key but calls itself " + own);
        }
        return problems.isEmpty() ? new Sound(definition) : new Unusable(key, String.join("; ", problems));
    }
}
