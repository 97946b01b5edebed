package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String TOPIC = "events";
    private static final int ROUNDS = 5_000;

    /** The reader waits for work, or is about to: whichever it is, it sees that it is closed. */
    @Test
    void aReaderThatWaitsForWorkEndsWhenItIsClosed() throws Exception {
        Messages messages = new Messages(new InMemorySchemaRegistry());
        for (int i = 0; i < ROUNDS; i++) {
            AnswerReader reader = new AnswerReader(consumer(), TOPIC, messages);
            reader.start();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(reader::close);

            assertThat(closed).as("close %d", i).succeedsWithin(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCommandWhoseCallerGaveUpBeforeItWasSentIsSentAllTheSameAndNotLater() throws Exception {
        AnswerReader reader = new AnswerReader(consumer(), TOPIC, new Messages(new InMemorySchemaRegistry()));
        AnswerReader.Awaited command = reader.await("command");
        command.answer().cancel(false);

        reader.start();

        assertThat(command.ready()).succeedsWithin(30, TimeUnit.SECONDS);
        reader.close();
    }

    private static MockConsumer<String, byte[]> consumer() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("latest");
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateEndOffsets(Map.of(new TopicPartition(TOPIC, 0), 0L));
        return consumer;
    }
}
