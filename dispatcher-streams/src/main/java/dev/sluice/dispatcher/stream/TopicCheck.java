package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.receive.Partitions;
import dev.sluice.message.Priority;
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
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Looks at the topics through an admin client: whether they are as the dispatcher needs them, and how they are now. */
public final class TopicCheck {
    private final Topics topics;

    public TopicCheck(Topics topics) {
        this.topics = topics;
    }

    /** The sources in rank order: the one read first comes first. */
    public List<String> sources() {
        return List.of(
                topics.control(),
                topics.events(),
                topics.requests(Priority.HIGH),
                topics.requests(Priority.NORMAL),
                topics.requests(Priority.LOW));
    }

    /**
     * How many partitions all sources have. Throws IllegalStateException, saying what to do, if a topic is missing or their counts
     * differ: Streams would not notice, and a database's requests would be decided apart from its events.
     */
    public Partitions requireSound(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        List<String> needed = new ArrayList<>(sources());
        needed.addAll(List.of(topics.databases(), topics.templates(), topics.policies(), topics.lanes()));
        needed.addAll(List.of(topics.heartbeats(), topics.replies(), topics.deadLetters()));
        needed.removeAll(present);
        if (!needed.isEmpty()) {
            throw new IllegalStateException(
                    "Missing topics: " + String.join(", ", needed) + ". Create them with: sluice topics create");
        }
        Map<String, TopicDescription> described =
                admin.describeTopics(sources()).allTopicNames().get();
        Map<String, Integer> counts = new TreeMap<>();
        described.forEach((topic, description) ->
                counts.put(topic, description.partitions().size()));
        Set<Integer> distinct = new HashSet<>(counts.values());
        if (distinct.size() != 1) {
            throw new IllegalStateException("Requests, events and control must have equally many partitions, but have "
                    + counts + ". Give the smaller ones more (sluice topics diff shows which).");
        }
        return new Partitions(distinct.iterator().next());
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
