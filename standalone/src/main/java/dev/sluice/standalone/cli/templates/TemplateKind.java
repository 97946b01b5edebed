package dev.sluice.standalone.cli.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dispatcher.resolve.Template;
import dev.sluice.message.QueryTemplate;
import dev.sluice.schemas.catalog.Document;
import dev.sluice.schemas.catalog.TemplateDocument;
import dev.sluice.schemas.catalog.TemplateRules;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.cli.definitions.Kind;
import dev.sluice.standalone.cli.definitions.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Templates, keyed by id and version. */
public final class TemplateKind implements Kind<QueryTemplate> {
    @Override
    public String noun() {
        return "template";
    }

    @Override
    public Words words() {
        return new Words(
                "templates",
                "Publish queries that jobs can name, and see what is published.",
                "orders-of-day@1",
                "; without a version, the newest",
                "Delete a version of a template; jobs that name it are refused.");
    }

    @Override
    public Class<QueryTemplate> type() {
        return QueryTemplate.class;
    }

    @Override
    public String topic(Topics topics) {
        return topics.templates();
    }

    @Override
    public Document<QueryTemplate> read(JsonNode document, Instant now) {
        return TemplateDocument.read(document, now);
    }

    @Override
    public ObjectNode write(QueryTemplate template) {
        return TemplateDocument.write(template);
    }

    @Override
    public String key(QueryTemplate template) {
        return TemplateRules.key(template.getQueryId(), template.getVersion());
    }

    @Override
    public QueryTemplate at(QueryTemplate template, Instant time) {
        return QueryTemplate.newBuilder(template).setUpdatedAt(time).build();
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public Optional<String> choose(String asked, Set<String> keys) {
        return NewestVersion.of(asked, keys);
    }

    @Override
    public List<String> headings() {
        return List.of("template", "parameters", "engines", "description");
    }

    @Override
    public List<String> cells(QueryTemplate template) {
        return TemplateLine.cells(template);
    }

    @Override
    public Set<String> freeText() {
        return Set.of("parameters", "description");
    }

    @Override
    public List<String> problems(String key, QueryTemplate template) {
        return switch (Template.of(key, template)) {
            case Template.Sound sound -> List.of();
            case Template.Unusable unusable -> List.of(unusable.reason());
        };
    }
}
