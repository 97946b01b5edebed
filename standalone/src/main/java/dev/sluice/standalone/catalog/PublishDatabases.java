package dev.sluice.standalone.catalog;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.schemas.catalog.CatalogTopic;
import dev.sluice.schemas.serde.Messages;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the definitions of the configured databases that are not on the topic as they are in the settings. Deletes none. */
public final class PublishDatabases implements Service {
    private static final Logger log = LoggerFactory.getLogger(PublishDatabases.class);

    private final List<ConfiguredDatabase> databases;
    private final KafkaConnection kafka;
    private final String topic;
    private final Messages messages;
    private final InstantSource clock;

    public PublishDatabases(
            List<ConfiguredDatabase> databases,
            KafkaConnection kafka,
            String topic,
            Messages messages,
            InstantSource clock) {
        this.databases = List.copyOf(databases);
        this.kafka = kafka;
        this.topic = topic;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "databases";
    }

    @Override
    public void start() throws IOException {
        CatalogTopic<DatabaseDefinition> catalog =
                new CatalogTopic<>(kafka.with("sluice-databases", Map.of()), topic, DatabaseDefinition.class, messages);
        Map<String, CatalogTopic.Entry<DatabaseDefinition>> published = catalog.read();
        Map<String, DatabaseDefinition> changed = new LinkedHashMap<>();
        databases.stream()
                .map(database -> database.definition(clock.instant()))
                .filter(definition -> !sameButTime(definition, published.get(definition.getName())))
                .forEach(definition -> changed.put(definition.getName(), definition));
        if (!changed.isEmpty()) {
            catalog.publish(changed);
        }
        log.atInfo()
                .addKeyValue("databases", databases.size())
                .addKeyValue("changes", changed.size())
                .log("databases are published");
    }

    private static boolean sameButTime(DatabaseDefinition one, CatalogTopic.@Nullable Entry<DatabaseDefinition> other) {
        return other instanceof CatalogTopic.Entry.Legible<DatabaseDefinition>(DatabaseDefinition known)
                && withoutTime(one).equals(withoutTime(known));
    }

    private static DatabaseDefinition withoutTime(DatabaseDefinition definition) {
        return DatabaseDefinition.newBuilder(definition)
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }

    @Override
    public void stop() {
        // Nothing stays open.
    }

    @Override
    public Health check() {
        return Health.up();
    }
}
