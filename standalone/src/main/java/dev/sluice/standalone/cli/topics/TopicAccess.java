package dev.sluice.standalone.cli.topics;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The cluster to look at, and the topics that should be there, by the settings; {@code topics} and {@code partitions} are what more of
 * them are made by.
 */
public record TopicAccess(KafkaConnection kafka, Topics topics, int partitions, List<TopicSpec> catalogue) {
    private static final int PATIENCE_MILLIS = 5_000;

    public TopicAccess {
        catalogue = List.copyOf(catalogue);
    }

    /** Reads {@code kafka.client.*}, {@code topics.*} and the engines of {@code databases.*}. */
    public static TopicAccess read(SettingsReader reader) {
        Topics topics = reader.parsed("topics.prefix", "sluice", Topics::new, "First part of the name of every topic");
        int partitions = reader.integer(
                "topics.partitions", 4, 1, 1_000, "Partitions of requests, events, control and jobs alike");
        return new TopicAccess(
                KafkaConnection.read(reader), topics, partitions, topics.catalogue(engines(reader), partitions));
    }

    /** The same with the request topics of these tenants. Throws IllegalArgumentException if one of them is no name. */
    TopicAccess with(Set<String> tenants) {
        List<TopicSpec> all = new ArrayList<>(catalogue);
        all.addAll(topics.requestsOf(tenants, partitions));
        return new TopicAccess(kafka, topics, partitions, all);
    }

    /** The caller's to close. Gives up after five seconds without an answer. */
    public Admin admin() {
        return Admin.create(kafka.with(
                "sluice-topics",
                Map.of(
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS)));
    }

    /** Where the cluster is, for messages. */
    String address() {
        return String.valueOf(kafka.client().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** The engines of the configured databases; those of the demo where none is configured. */
    private static Set<String> engines(SettingsReader reader) {
        Set<String> engines = new TreeSet<>();
        for (String database : reader.names("databases")) {
            engines.add(reader.text("databases." + database + ".engine", "postgresql", "Kind of database server"));
        }
        return engines.isEmpty() ? Set.of("postgresql", "sqlite") : engines;
    }
}
