package dev.sluice.api.follow;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.JobEvent;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Hands each record on to whoever keeps what it says. For one thread. */
public final class TailRecords {
    // Larger than any outcome with its rows inline: what is beyond is a chunk of rows, which only the history keeps.
    private static final int LARGEST_OUTCOME = 256 * 1024;

    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> readers = new HashMap<>();
    private final Messages messages;
    private final RecentJobs jobs;
    private final CommandAnswers answers;
    private final Databases databases;
    private final Counter undecodable;

    public TailRecords(
            Topics topics,
            Messages messages,
            RecentJobs jobs,
            CommandAnswers answers,
            Databases databases,
            MeterRegistry meters) {
        this.messages = messages;
        this.jobs = jobs;
        this.answers = answers;
        this.databases = databases;
        this.undecodable = Counter.builder("sluice_api_tail_undecodable")
                .description("Records that could not be decoded and were skipped")
                .register(meters);
        for (Priority priority : Priority.values()) {
            readers.put(topics.requests(priority), message -> requested(message, priority));
        }
        readers.put(topics.events(), message -> decode(JobEvent.class, message, this::happened));
        readers.put(topics.replies(), this::replied);
        readers.put(topics.databases(), this::defined);
    }

    /** The topics whose records are understood here, all of them read from lately on. */
    static List<String> recentTopics(Topics topics) {
        List<String> names = new ArrayList<>(
                Arrays.stream(Priority.values()).map(topics::requests).toList());
        names.add(topics.events());
        names.add(topics.replies());
        return names;
    }

    /** Throws {@link IllegalStateException} if the registry does not answer: the same record must be read again. */
    void read(ConsumerRecord<String, byte[]> message) {
        Consumer<ConsumerRecord<String, byte[]>> reader = readers.get(message.topic());
        if (reader != null) {
            reader.accept(message);
        }
    }

    private void requested(ConsumerRecord<String, byte[]> message, Priority priority) {
        decode(QueryRequest.class, message, request -> {
            if (message.topic().equals(request.getTopic())) {
                jobs.requested(request, priority);
            }
        });
    }

    private void happened(JobEvent event) {
        if (CommandAnswers.isAnswer(event)) {
            answers.came(event);
        } else {
            jobs.happened(event);
        }
    }

    private void replied(ConsumerRecord<String, byte[]> message) {
        if (message.value() != null && message.value().length <= LARGEST_OUTCOME) {
            decode(QueryReply.class, message, reply -> {
                if (reply.getKind() == ReplyKind.OUTCOME) {
                    jobs.answered(reply);
                }
            });
        }
    }

    private void defined(ConsumerRecord<String, byte[]> message) {
        if (message.key() == null) {
            return;
        }
        if (message.value() == null) {
            databases.defined(message.key(), null);
        } else {
            decode(DatabaseDefinition.class, message, definition -> databases.defined(message.key(), definition));
        }
    }

    private <T extends SpecificRecord> void decode(
            Class<T> type, ConsumerRecord<String, byte[]> message, Consumer<T> keep) {
        byte @Nullable [] value = message.value();
        if (value == null) {
            return;
        }
        switch (messages.decode(type, value)) {
            case Decoded.Message<T> decoded -> keep.accept(decoded.value());
            case Decoded.Undecodable<T> bad -> undecodable.increment();
            case Decoded.RegistryDown<T> down ->
                throw new IllegalStateException("the schema registry does not answer: " + down.reason());
        }
    }
}
