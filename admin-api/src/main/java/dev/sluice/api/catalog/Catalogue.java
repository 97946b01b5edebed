package dev.sluice.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.LaneOrder;
import dev.sluice.message.Policy;
import dev.sluice.message.QueryTemplate;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.schemas.catalog.CatalogTopic;
import dev.sluice.schemas.catalog.Document;
import dev.sluice.schemas.catalog.LaneOrderDocument;
import dev.sluice.schemas.catalog.PolicyDocument;
import dev.sluice.schemas.catalog.PolicyRules;
import dev.sluice.schemas.catalog.TemplateDocument;
import dev.sluice.schemas.catalog.TemplateRules;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * One kind of definition: the topic it stands on, how it is keyed, and how it is read and written. Does no I/O by itself; thread-safe.
 *
 * @param noun what one of them is called
 * @param list the field of the answer that lists them
 * @param fields the fields of a document that make its key; a path names them
 * @param key the key that the path of a call names
 * @param lasting whether what stands under a key may never come to mean anything else
 */
public record Catalogue<M extends SpecificRecord>(
        String noun,
        String list,
        List<String> fields,
        CatalogTopic<M> topic,
        Function<Context, String> key,
        boolean lasting,
        Form<M> form) {
    public Catalogue {
        fields = List.copyOf(fields);
    }

    /** Whether two definitions say the same, whenever each of them was published. */
    boolean same(M one, M other) {
        return undated(one).equals(undated(other));
    }

    private ObjectNode undated(M definition) {
        return form.write().apply(definition).without(List.of("updatedAt", "at"));
    }

    /** How a definition is read out of a document and written as one. */
    public record Form<M>(
            BiFunction<JsonNode, Instant, Document<M>> read,
            Function<M, ObjectNode> write,
            Function<M, String> key,
            Function<M, List<String>> problems) {}

    /** Policies, keyed by name. */
    static Catalogue<Policy> policies(KafkaConnection kafka, Topics topics, Messages messages) {
        return new Catalogue<>(
                "policy",
                "policies",
                List.of("name"),
                new CatalogTopic<>(client(kafka), topics.policies(), Policy.class, messages),
                call -> call.pathParam("name"),
                false,
                new Form<>(PolicyDocument::read, PolicyDocument::write, Policy::getName, PolicyRules::problems));
    }

    /** Templates, keyed by id and version. */
    static Catalogue<QueryTemplate> templates(KafkaConnection kafka, Topics topics, Messages messages) {
        return new Catalogue<>(
                "template",
                "templates",
                List.of("queryId", "version"),
                new CatalogTopic<>(client(kafka), topics.templates(), QueryTemplate.class, messages),
                call -> call.pathParam("queryId") + "@" + call.pathParam("version"),
                true,
                new Form<>(
                        TemplateDocument::read,
                        TemplateDocument::write,
                        template -> TemplateRules.key(template.getQueryId(), template.getVersion()),
                        TemplateRules::problems));
    }

    /** Orders for lanes, keyed by database and lane. */
    static Catalogue<LaneOrder> lanes(KafkaConnection kafka, Topics topics, Messages messages) {
        return new Catalogue<>(
                "order for lane",
                "orders",
                List.of("database", "lane"),
                new CatalogTopic<>(client(kafka), topics.lanes(), LaneOrder.class, messages),
                call -> call.pathParam("database")
                        + "/"
                        + call.pathParam("lane").toUpperCase(Locale.ROOT),
                false,
                new Form<>(
                        LaneOrderDocument::read,
                        LaneOrderDocument::write,
                        LaneOrderDocument::key,
                        LaneOrderDocument::problems));
    }

    private static Map<String, Object> client(KafkaConnection kafka) {
        return kafka.with("sluice-api-catalog", Map.of());
    }
}
