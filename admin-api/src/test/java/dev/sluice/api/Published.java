package dev.sluice.api;

import dev.sluice.message.ControlCommand;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.schemas.serde.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What lies on the topics now. */
final class Published {
    private Published() {}

    /** Requests of one priority by job id. */
    static Map<String, QueryRequest> requests(ApiFixture fixture, Priority priority) {
        Map<String, QueryRequest> found = new HashMap<>();
        read(fixture, fixture.topics().requests(priority), QueryRequest.class)
                .forEach(request -> found.put(request.getJobId(), request));
        return found;
    }

    static List<ControlCommand> commands(ApiFixture fixture) {
        return read(fixture, fixture.topics().control(), ControlCommand.class);
    }

    static QueryRequest request(ApiFixture fixture, String jobId) {
        return QueryRequest.newBuilder()
                .setJobId(jobId)
                .setTopic(fixture.topics().requests(Priority.LOW))
                .setTenant("default")
                .setPrincipal("ann")
                .setDatabase("demo")
                .setQuery(new SqlText(List.of("select 1")))
                .setSubmittedAt(Instant.parse("2026-11-21T12:00:00Z"))
                .build();
    }

    private static <T extends SpecificRecord> List<T> read(ApiFixture fixture, String topic, Class<T> type) {
        List<T> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(fixture.clientSettings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                    if (fixture.messages().decode(type, message.value()) instanceof Decoded.Message<T>(T value)) {
                        found.add(value);
                    }
                });
            }
        }
        return found;
    }
}
