package dev.sluice.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What the broker knows of the dispatchers: their group, its offsets and their transactions. */
final class DispatcherGroup implements AutoCloseable {
    private static final String GROUP = "sluice-dispatcher";
    private static final Pattern JOINED =
            Pattern.compile("Successfully joined group with generation .*generationId=(\\d+)");

    private final Admin admin;

    DispatcherGroup(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Names of the static members. */
    Set<String> members() throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(GROUP)).describedGroups().get(GROUP).get().members().stream()
                .map(member -> member.groupInstanceId().orElse("nameless"))
                .collect(Collectors.toSet());
    }

    /** The generations of the group in which this log says that it took part. */
    static Set<Integer> generations(String log) {
        return JOINED.matcher(log)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toSet());
    }

    /** Makes the group read these topics from the beginning, as an operator does; the group refuses while it has members. */
    void rewind(Collection<String> topics) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
        for (TopicPartition partition : partitions(topics)) {
            beginning.put(partition, new OffsetAndMetadata(0));
        }
        admin.alterConsumerGroupOffsets(GROUP, beginning).all().get();
    }

    /** How often the dispatcher's commit is past the beginning of a partition of these topics. */
    long committed(Collection<String> topics) throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = partitions(topics);
        return admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> partitions.contains(entry.getKey()))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** Whether a transaction of this dispatcher holds back readers of committed records of the topic. */
    boolean holdsBack(DispatcherProcess dispatcher, String topic)
            throws ExecutionException, InterruptedException, IOException {
        List<TopicPartition> open = transactions(dispatcher).stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .flatMap(transaction -> transaction.topicPartitions().stream())
                .filter(partition -> partition.topic().equals(topic))
                .toList();
        Map<TopicPartition, Long> stable = ends(open, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> all = ends(open, IsolationLevel.READ_UNCOMMITTED);
        return open.stream().anyMatch(partition -> stable.get(partition) < all.get(partition));
    }

    /** How the last transactions of this dispatcher stand, one for each of its threads. */
    List<TransactionState> transactionStates(DispatcherProcess dispatcher)
            throws ExecutionException, InterruptedException, IOException {
        return transactions(dispatcher).stream()
                .map(TransactionDescription::state)
                .toList();
    }

    private Collection<TransactionDescription> transactions(DispatcherProcess dispatcher)
            throws ExecutionException, InterruptedException, IOException {
        String process = dispatcher.processId();
        List<String> ids = new ArrayList<>();
        admin.listTransactions().all().get().forEach(listed -> {
            if (listed.transactionalId().contains(process)) {
                ids.add(listed.transactionalId());
            }
        });
        return admin.describeTransactions(ids).all().get().values();
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest())),
                        new ListOffsetsOptions(isolation))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
    }

    private static long offset(ListOffsetsResultInfo found) {
        return found.offset();
    }

    private List<TopicPartition> partitions(Collection<String> topics) throws ExecutionException, InterruptedException {
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    @Override
    public void close() {
        admin.close();
    }
}
