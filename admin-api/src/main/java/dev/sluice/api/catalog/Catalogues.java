package dev.sluice.api.catalog;

import dev.sluice.message.LaneOrder;
import dev.sluice.message.Policy;
import dev.sluice.message.QueryTemplate;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;

/** The catalogues that can be read and written here. */
public record Catalogues(Catalogue<Policy> policies, Catalogue<QueryTemplate> templates, Catalogue<LaneOrder> lanes) {
    /** Does no I/O. */
    public static Catalogues of(KafkaConnection kafka, Topics topics, Messages messages) {
        return new Catalogues(
                Catalogue.policies(kafka, topics, messages),
                Catalogue.templates(kafka, topics, messages),
                Catalogue.lanes(kafka, topics, messages));
    }
}
