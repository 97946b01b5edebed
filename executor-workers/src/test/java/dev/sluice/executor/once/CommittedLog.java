package dev.sluice.executor.once;

import dev.sluice.message.DeadLetter;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.job.JobTransitions;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that readers of committed records have seen so far. Not thread-safe. */
final class CommittedLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);

    private final Messages messages;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, List<QueryReply>> outcomes = new HashMap<>();
    private final Map<String, Instant> answered = new HashMap<>();
    private final Map<String, List<JobEvent>> events = new HashMap<>();
    private final List<DeadLetter> letters = new ArrayList<>();

    CommittedLog(String bootstrap, Messages messages) {
        this.messages = messages;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = List.of(
                new TopicPartition(ExecutorFleet.TOPICS.replies(), 0),
                new TopicPartition(ExecutorFleet.TOPICS.events(), 0),
                new TopicPartition(ExecutorFleet.TOPICS.deadLetters(), 0));
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** OUTCOMEs by job id. */
    Map<String, List<QueryReply>> outcomes() {
        read();
        return outcomes;
    }

    /** When the first OUTCOME of each job was written, by job id, as of the last look at OUTCOMEs. */
    Map<String, Instant> answered() {
        return answered;
    }

    /** Events by job id, as of the last look at OUTCOMEs. */
    Map<String, List<JobEvent>> events() {
        return events;
    }

    /** Terminal events by job id. */
    Map<String, List<JobEvent>> ends() {
        Map<String, List<JobEvent>> ends = new HashMap<>();
        events().forEach((job, all) -> ends.put(
                job,
                all.stream()
                        .filter(event -> JobTransitions.terminal(event.getState()))
                        .toList()));
        return ends;
    }

    List<DeadLetter> letters() {
        read();
        return letters;
    }

    private void read() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (record.topic().equals(ExecutorFleet.TOPICS.replies())) {
                QueryReply reply = decode(QueryReply.class, record);
                if (reply.getKind() == ReplyKind.OUTCOME) {
                    add(outcomes, reply.getJobId(), reply);
                    answered.putIfAbsent(reply.getJobId(), Instant.ofEpochMilli(record.timestamp()));
                }
            } else if (record.topic().equals(ExecutorFleet.TOPICS.events())) {
                JobEvent event = decode(JobEvent.class, record);
                add(events, event.getJobId(), event);
            } else {
                letters.add(decode(DeadLetter.class, record));
            }
        }
    }

    private <T extends SpecificRecord> T decode(Class<T> type, ConsumerRecord<String, byte[]> record) {
        return ((Decoded.Message<T>) messages.decode(type, record.value())).value();
    }

    private static <T> void add(Map<String, List<T>> all, String job, T one) {
        all.computeIfAbsent(job, key -> new ArrayList<>()).add(one);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
