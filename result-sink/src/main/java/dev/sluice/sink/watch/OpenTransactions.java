package dev.sluice.sink.watch;

import dev.sluice.schemas.topic.Topics;
import dev.sluice.sink.watch.StableOffsets.Offsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What Kafka says about transactions on our topics. Blocks. */
final class OpenTransactions {
    private final Admin admin;
    private final Topics topics;

    OpenTransactions(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /** Of every partition of ours, those of the dispatcher's own topics included. */
    Map<TopicPartition, Offsets> offsets() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (var topic : admin.describeTopics(names()).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(each ->
                            latest.put(new TopicPartition(topic.name(), each.partition()), OffsetSpec.latest()));
        }
        // The end is asked for first: a transaction that ends in between must not make the stable offset look behind.
        Map<TopicPartition, Long> ends = ask(latest, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stable = ask(latest, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Offsets> offsets = new HashMap<>();
        ends.forEach((partition, end) -> offsets.put(partition, new Offsets(stable.getOrDefault(partition, end), end)));
        return offsets;
    }

    private Collection<String> names() throws ExecutionException, InterruptedException {
        Set<String> all = admin.listTopics().names().get();
        return all.stream().filter(name -> name.startsWith(topics.prefix())).toList();
    }

    private Map<TopicPartition, Long> ask(Map<TopicPartition, OffsetSpec> latest, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> answers = admin.listOffsets(
                        latest, new ListOffsetsOptions(isolation))
                .all()
                .get();
        return answers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, answer -> answer.getValue().offset()));
    }

    /** Whose transactions are open on this partition, by transactional id; empty if Kafka does not tell. */
    List<String> holders(TopicPartition partition) throws InterruptedException {
        try {
            List<Long> producers =
                    admin
                            .describeProducers(List.of(partition))
                            .partitionResult(partition)
                            .get()
                            .activeProducers()
                            .stream()
                            .filter(producer ->
                                    producer.currentTransactionStartOffset().isPresent())
                            .map(ProducerState::producerId)
                            .toList();
            return producers.isEmpty() ? List.of() : idsOf(producers);
        } catch (ExecutionException notTold) {
            return List.of();
        }
    }

    private List<String> idsOf(List<Long> producers) throws ExecutionException, InterruptedException {
        var options = new ListTransactionsOptions().filterProducerIds(producers);
        return admin.listTransactions(options).all().get().stream()
                .map(TransactionListing::transactionalId)
                .sorted()
                .toList();
    }
}
