package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.receive.Partitions;
import dev.sluice.message.Priority;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Looks at the topics through an admin client: whether they are as the dispatcher needs them, and how they are now. */
public final class TopicCheck {
    private final Topics topics;
    private final TenantBinding binding;

    public TopicCheck(Topics topics, TenantBinding binding) {
        this.topics = topics;
        this.binding = binding;
    }

    /**
     * How many partitions all sources have. Throws IllegalStateException, saying what to do, if a topic is missing or their counts
     * differ: Streams would not notice, and a database's requests would be decided apart from its events.
     */
    public Partitions requireSound(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        List<String> needed = new ArrayList<>(fixedSources());
        needed.addAll(List.of(topics.databases(), topics.templates(), topics.policies(), topics.lanes()));
        needed.addAll(List.of(topics.heartbeats(), topics.replies(), topics.deadLetters()));
        needed.removeAll(present);
        if (!needed.isEmpty()) {
            throw new IllegalStateException(
                    "Missing topics: " + String.join(", ", needed) + ". Create them with: sluice topics create");
        }
        Map<String, Integer> counts = counts(admin, present);
        Set<Integer> distinct = new HashSet<>(counts.values());
        if (distinct.size() != 1) {
            throw new IllegalStateException("Requests, events and control must have equally many partitions, but have "
                    + counts + ". Give the smaller ones more (sluice topics diff shows which).");
        }
        return new Partitions(distinct.iterator().next());
    }

    /** The sources that have another number of partitions than this now. */
    public Map<String, Integer> uneven(Admin admin, Partitions partitions)
            throws ExecutionException, InterruptedException {
        Map<String, Integer> counts = counts(admin, admin.listTopics().names().get());
        counts.values().removeIf(count -> count == partitions.count());
        return counts;
    }

    private Map<String, Integer> counts(Admin admin, Set<String> present)
            throws ExecutionException, InterruptedException {
        List<String> sources = new ArrayList<>(fixedSources());
        if (binding == TenantBinding.TOPIC_BOUND) {
            present.stream()
                    .filter(topic -> topics.requestTopic(topic)
                            .flatMap(Topics.RequestTopic::tenant)
                            .isPresent())
                    .forEach(sources::add);
        }
        sources.retainAll(present);
        Map<String, Integer> counts = new TreeMap<>();
        admin.describeTopics(sources)
                .allTopicNames()
                .get()
                .forEach((topic, description) ->
                        counts.put(topic, description.partitions().size()));
        return counts;
    }

    private List<String> fixedSources() {
        List<String> sources = new ArrayList<>(List.of(topics.control(), topics.events()));
        if (binding != TenantBinding.TOPIC_BOUND) {
            for (Priority priority : Priority.values()) {
                sources.add(topics.requests(priority));
            }
        }
        return sources;
    }

    /** Every topic under our prefix with the largest record it takes. */
    public Map<String, Integer> maxBytesByTopic(Admin admin) throws ExecutionException, InterruptedException {
        Set<ConfigResource> ours = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(topics.prefix() + "."))
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .collect(Collectors.toSet());
        Map<String, Integer> sizes = new HashMap<>();
        for (Map.Entry<ConfigResource, Config> topic :
                admin.describeConfigs(ours).all().get().entrySet()) {
            String max =
                    topic.getValue().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
            sizes.put(topic.getKey().name(), Integer.valueOf(max));
        }
        return sizes;
    }
}
