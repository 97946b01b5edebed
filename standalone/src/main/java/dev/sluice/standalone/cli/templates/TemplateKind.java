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
import java.time.Instant;
import java.util.List;

/** Templates, keyed by id and version. */
final class TemplateKind implements Kind<QueryTemplate> {
    @Override
    public String noun() {
        return "template";
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
    public List<String> problems(String key, QueryTemplate template) {
        return switch (Template.of(key, template)) {
            case Template.Sound sound -> List.of();
            case Template.Unusable unusable -> List.of(unusable.reason());
        };
    }
}
