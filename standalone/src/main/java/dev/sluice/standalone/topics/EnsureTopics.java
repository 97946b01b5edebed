package dev.sluice.standalone.topics;

import dev.sluice.runtime.service.Health;
import dev.sluice.runtime.service.Service;
import dev.sluice.schemas.topic.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the topics in line at the start of a process, before anything uses them. */
public final class EnsureTopics implements Service {
    private static final Logger log = LoggerFactory.getLogger(EnsureTopics.class);

    private final List<TopicSpec> catalogue;
    private final Supplier<String> bootstrapServers;

    /** The supplier is asked at the start, when Kafka's port is known. */
    public EnsureTopics(List<TopicSpec> catalogue, Supplier<String> bootstrapServers) {
        this.catalogue = List.copyOf(catalogue);
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public void start() throws TopicBootstrapException {
        Map<String, Object> connection =
                Map.of("bootstrap.servers", bootstrapServers.get(), "client.id", "sluice-topics");
        try (Admin admin = Admin.create(connection)) {
            TopicBootstrap topics = new TopicBootstrap(admin);
            List<TopicChange> changes = topics.diff(catalogue);
            List<TopicChange> left = topics.apply(changes);
            log.atInfo()
                    .addKeyValue("topics", catalogue.size())
                    .addKeyValue("changes", changes.size() - left.size())
                    .log("topics are as they should be");
            if (!left.isEmpty()) {
                throw new TopicBootstrapException(
                        "these topics were made with another number of partitions, and adding some would move keys: "
                                + left.stream().map(EnsureTopics::words).collect(Collectors.joining(", "))
                                + "; set topics.partitions back, or start on a new data directory",
                        null);
            }
        }
    }

    private static String words(TopicChange change) {
        return switch (change) {
            case TopicChange.WrongPartitions wrong ->
                wrong.topic() + " (" + wrong.actual() + " instead of " + wrong.wanted() + ")";
            case TopicChange.Create create -> create.topic();
            case TopicChange.Configure configure -> configure.topic();
        };
    }

    @Override
    public void stop() {
        // Topics stay.
    }

    @Override
    public Health check() {
        return Health.up();
    }
}
