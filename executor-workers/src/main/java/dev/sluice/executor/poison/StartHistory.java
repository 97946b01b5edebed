package dev.sluice.executor.poison;

import dev.sluice.message.AttemptStart;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryJob;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds in the events of a job who began it and when. Rarely asked, and only for the eyes of an operator: it blocks for a bounded time, and
 * what cannot be read then is left out. Thread-safe.
 */
public final class StartHistory {
    private static final Logger log = LoggerFactory.getLogger(StartHistory.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Clocks of dispatcher and broker may differ. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private static final int MOST = 20;

    private final String topic;
    private final String clientId;
    private final KafkaConnection kafka;
    private final Messages messages;

    public StartHistory(String topic, String clientId, KafkaConnection kafka, Messages messages) {
        this.topic = topic;
        this.clientId = clientId;
        this.kafka = kafka;
        this.messages = messages;
    }

    /** The starts that events tell of, oldest first, the last twenty of them. */
    public List<AttemptStart> of(QueryJob job) {
        List<AttemptStart> starts = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                kafka.with(clientId, settings()), new StringDeserializer(), new ByteArrayDeserializer())) {
            read(consumer, job, starts);
        } catch (KafkaException unread) {
            log.atWarn()
                    .addKeyValue("jobId", job.getJobId())
                    .setCause(unread)
                    .log("The starts of a job cannot be looked up; its dead letter goes without some of them");
        }
        return List.copyOf(starts.subList(Math.max(0, starts.size() - MOST), starts.size()));
    }

    private void read(KafkaConsumer<String, byte[]> consumer, QueryJob job, List<AttemptStart> starts) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<TopicPartition, Long> ends = since(consumer, job);
        byte[] jobId = job.getJobId().getBytes(StandardCharsets.UTF_8);
        while (!passed(consumer, ends) && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.value() != null && contains(record.value(), jobId)) {
                    start(record.value(), job).ifPresent(starts::add);
                }
            }
        }
    }

    /** Goes to where the job was admitted. Returns where the events end now. */
    private Map<TopicPartition, Long> since(KafkaConsumer<String, byte[]> consumer, QueryJob job) {
        List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        long from = job.getAdmittedAt().minus(CLOCKS_APART).toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> first =
                consumer.offsetsForTimes(all.stream().collect(Collectors.toMap(partition -> partition, any -> from)));
        for (TopicPartition partition : all) {
            OffsetAndTimestamp found = first.get(partition);
            consumer.seek(partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset());
        }
        return ends;
    }

    private static boolean passed(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Optional<AttemptStart> start(byte[] value, QueryJob job) {
        return messages.decode(JobEvent.class, value) instanceof Decoded.Message<JobEvent>(JobEvent event)
                        && event.getType() == EventType.RUNNING
                        && event.getJobId().equals(job.getJobId())
                        && event.getTenant().equals(job.getTenant())
                ? Optional.of(new AttemptStart(event.getAttempt(), event.getNode(), event.getAt()))
                : Optional.empty();
    }

    /** Spares the decoding of all that is about other jobs. */
    private static boolean contains(byte[] value, byte[] part) {
        for (int at = 0; at <= value.length - part.length; at++) {
            int same = 0;
            while (same < part.length && value[at + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_uncommitted",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
    }
}
