package dev.sluice.standalone.topics;

import dev.sluice.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Compares topics with the catalogue and brings them in line. Blocks on the broker for as long as the admin client is set to. */
public final class TopicBootstrap {
    private final Admin admin;

    /** The admin client stays the caller's to close. */
    public TopicBootstrap(Admin admin) {
        this.admin = admin;
    }

    /** What differs, in the order of the catalogue; empty if all is as it should be. */
    public List<TopicChange> diff(List<TopicSpec> catalogue) throws TopicBootstrapException {
        return TopicPlan.between(
                catalogue, describe(catalogue.stream().map(TopicSpec::name).toList()));
    }

    /** The topics of these names that exist, by name. */
    public Map<String, TopicState> describe(Collection<String> names) throws TopicBootstrapException {
        Map<String, TopicDescription> found = new TreeMap<>();
        for (var entry : admin.describeTopics(names).topicNameValues().entrySet()) {
            TopicDescription description = existing(entry.getValue());
            if (description != null) {
                found.put(entry.getKey(), description);
            }
        }
        List<ConfigResource> resources =
                found.keySet().stream().map(TopicBootstrap::resource).toList();
        Map<ConfigResource, Config> configs =
                await("read topic settings", admin.describeConfigs(resources).all());
        Map<String, TopicState> states = new TreeMap<>();
        found.forEach((name, description) -> states.put(
                name, new TopicState(name, description.partitions().size(), valuesOf(configs.get(resource(name))))));
        return states;
    }

    /** Makes the changes that can be made, and gives back those that cannot: wrong numbers of partitions. */
    public List<TopicChange> apply(List<TopicChange> changes) throws TopicBootstrapException {
        List<NewTopic> missing = new ArrayList<>();
        Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
        List<TopicChange> left = new ArrayList<>();
        for (TopicChange change : changes) {
            switch (change) {
                case TopicChange.Create create ->
                    missing.add(new NewTopic(
                                    create.topic(),
                                    Optional.of(create.spec().partitions()),
                                    create.spec().replication())
                            .configs(create.spec().config()));
                case TopicChange.Configure configure ->
                    settings.computeIfAbsent(resource(configure.topic()), topic -> new ArrayList<>())
                            .add(new AlterConfigOp(
                                    new ConfigEntry(configure.key(), configure.wanted()), AlterConfigOp.OpType.SET));
                case TopicChange.WrongPartitions wrong -> left.add(wrong);
            }
        }
        create(missing);
        await("change topic settings", admin.incrementalAlterConfigs(settings).all());
        return left;
    }

    private void create(List<NewTopic> missing) throws TopicBootstrapException {
        for (var created : admin.createTopics(missing).values().entrySet()) {
            try {
                await("create topic " + created.getKey(), created.getValue());
            } catch (TopicBootstrapException e) {
                // Somebody else was faster, with the same catalogue or else the next diff will tell.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static @Nullable TopicDescription existing(KafkaFuture<TopicDescription> asked)
            throws TopicBootstrapException {
        try {
            return await("describe topics", asked);
        } catch (TopicBootstrapException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static Map<String, String> valuesOf(@Nullable Config config) {
        Map<String, String> values = new HashMap<>();
        if (config != null) {
            config.entries().stream()
                    .filter(entry -> entry.value() != null)
                    .forEach(entry -> values.put(entry.name(), entry.value()));
        }
        return values;
    }

    private static <T> T await(String what, KafkaFuture<T> future) throws TopicBootstrapException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new TopicBootstrapException("could not " + what + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicBootstrapException("interrupted before it could " + what, e);
        }
    }
}
