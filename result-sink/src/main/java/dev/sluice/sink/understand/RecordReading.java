package dev.sluice.sink.understand;

import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.sink.fold.Rows;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Knows which message each topic carries, and reads its records. Thread-safe. */
public final class RecordReading {
    private final Messages messages;
    private final Topics topics;

    public RecordReading(Messages messages, Topics topics) {
        this.messages = messages;
        this.topics = topics;
    }

    /** The topics whose records are kept. */
    public List<String> topics() {
        return List.of(topics.events(), topics.replies(), topics.deadLetters());
    }

    /** Reads one record of one of {@link #topics()}. Never throws for a bad one. */
    public Understanding read(ConsumerRecord<byte[], byte[]> record, Instant now) {
        byte[] value = record.value();
        if (value == null) {
            return nonsense(ErrorCode.INVALID_ENVELOPE, "a record without a value");
        }
        try {
            return understand(record.topic(), value, now);
        } catch (RuntimeException broken) {
            return nonsense(ErrorCode.INTERNAL, "the sink cannot make sense of this record: " + broken);
        }
    }

    private Understanding understand(String topic, byte[] value, Instant now) {
        if (topic.equals(topics.events())) {
            return decode(JobEvent.class, value, event -> understood(EventReading.read(event, now)));
        }
        if (topic.equals(topics.replies())) {
            return decode(QueryReply.class, value, reply -> ReplyReading.read(reply, now));
        }
        return decode(DeadLetter.class, value, letter -> understood(DeadLetterReading.read(letter)));
    }

    private <T extends SpecificRecord> Understanding decode(
            Class<T> type, byte[] value, Function<T, Understanding> reading) {
        return switch (messages.decode(type, value)) {
            case Decoded.Message<T>(T message) -> reading.apply(message);
            case Decoded.Undecodable<T>(var error) -> new Understanding.Nonsense(error);
            case Decoded.RegistryDown<T>(String reason) -> new Understanding.NotNow(reason);
        };
    }

    private static Understanding understood(Rows rows) {
        return new Understanding.Understood(rows);
    }

    private static Understanding nonsense(ErrorCode code, String message) {
        return new Understanding.Nonsense(ErrorCatalog.error(code, message));
    }
}
