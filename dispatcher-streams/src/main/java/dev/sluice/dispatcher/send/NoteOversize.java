package dev.sluice.dispatcher.send;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * A record that a broker refuses has already doomed its transaction, so there is no going on without it. What can be done: note the
 * size, fail, and when the same input is processed again {@link Outlet} sees that the record would not fit and the job ends with an
 * error instead. Happens only between a topic's limit being lowered and the topic watch seeing it. Made by Kafka from its class.
 */
public final class NoteOversize implements ProductionExceptionHandler {
    /** The setting that hands over the {@link TopicDirectory}. */
    public static final String DIRECTORY = "sluice.topic.directory";

    private @Nullable TopicDirectory directory;

    @Override
    public void configure(Map<String, ?> settings) {
        directory = (TopicDirectory) settings.get(DIRECTORY);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        if (directory != null && exception instanceof RecordTooLargeException && record.value() != null) {
            directory.refused(record.topic(), record.value().length);
        }
        return Response.fail();
    }
}
