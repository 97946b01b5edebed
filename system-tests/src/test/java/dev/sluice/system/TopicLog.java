package dev.sluice.system;

import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.job.JobTransitions;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that was committed to the topics so far, as any reader sees it. */
final class TopicLog {
    private static final Topics TOPICS = new Topics("sluice");

    private final String bootstrapServers;
    private final Messages messages;

    TopicLog(Addresses addresses) {
        this(addresses.bootstrapServers(), new Messages(addresses.schemaRegistry()));
    }

    TopicLog(String bootstrapServers, Messages messages) {
        this.bootstrapServers = bootstrapServers;
        this.messages = messages;
    }

    /** All OUTCOMEs by job id. */
    Map<String, List<QueryReply>> outcomes() {
        return read(TOPICS.replies(), QueryReply.class).stream()
                .filter(reply -> reply.getKind() == ReplyKind.OUTCOME)
                .collect(Collectors.groupingBy(QueryReply::getJobId));
    }

    /** All terminal events by job id. */
    Map<String, List<JobEvent>> ends() {
        return read(TOPICS.events(), JobEvent.class).stream()
                // The answer to a command names a state too; it ends nothing.
                .filter(event -> event.getAnswer() == null && JobTransitions.terminal(event.getState()))
                .collect(Collectors.groupingBy(JobEvent::getJobId));
    }

    /** All events by job id, each job's in order. */
    Map<String, List<JobEvent>> events() {
        return read(TOPICS.events(), JobEvent.class).stream().collect(Collectors.groupingBy(JobEvent::getJobId));
    }

    /** Ids of jobs that the dispatcher accepted, whether or not they have ended. */
    List<String> accepted() {
        return read(TOPICS.events(), JobEvent.class).stream()
                .filter(event -> event.getState() == JobState.QUEUED || event.getState() == JobState.ADMITTED)
                .map(JobEvent::getJobId)
                .distinct()
                .toList();
    }

    private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<T> read = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    read.add(decode(type, record.value()));
                }
            }
            return read;
        }
    }

    private <T extends SpecificRecord> T decode(Class<T> type, byte[] value) {
        return switch (messages.decode(type, value)) {
            case Decoded.Message<T>(T message) -> message;
            case Decoded.Undecodable<T>(var error) -> throw new AssertionError(error.getMessage());
            case Decoded.RegistryDown<T>(String reason) -> throw new AssertionError(reason);
        };
    }
}
