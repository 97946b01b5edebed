package dev.sluice.client;

import static dev.sluice.client.SluiceClientIT.failure;
import static dev.sluice.client.SluiceClientIT.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.CommandAnswer;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No wait lasts for ever, whatever becomes of the topics that are read. */
@ExtendWith(KafkaClusterExtension.class)
class ReplyTopicIT {
    private static KafkaCluster kafka;

    private final Topics topics = new Topics("t" + UUID.randomUUID());
    private final SwitchedRegistry registry = new SwitchedRegistry(new InMemorySchemaRegistry());
    private final String job = UUID.randomUUID().toString();
    private Answering sluice;
    private SluiceClient client;

    @BeforeAll
    static void start(KafkaCluster cluster) {
        kafka = cluster;
    }

    @BeforeEach
    void open() throws Exception {
        sluice = new Answering(kafka.getBootstrapServers(), topics, registry.behind());
        client = new SluiceClient(sluice.attentiveClientSettings("acme"), registry);
    }

    @AfterEach
    void close() {
        client.close();
        sluice.close();
    }

    @Test
    void aReplyOnAPartitionThatWasAddedIsRead() throws Exception {
        CompletableFuture<JobResult> result = client.follow(job);

        sluice.outcomeOnAnAddedPartition(job);

        assertThat(get(result).succeeded()).isTrue();
    }

    @Test
    void whatHangsOnAResultMayWaitForAnotherJobAndCloseTheClient() throws Exception {
        String another = UUID.randomUUID().toString();
        CompletableFuture<JobResult> second = client.follow(job).thenApply(first -> {
            CompletableFuture<JobResult> next = client.follow(another);
            sluice.outcome(another, "r2", List.of());
            return next.join();
        });
        CompletableFuture<Void> closed = second.thenRun(client::close);

        sluice.outcome(job, "r1", List.of());

        assertThat(get(second).succeeded()).isTrue();
        assertThat(closed).succeedsWithin(30, TimeUnit.SECONDS);
    }

    @Test
    void whatHangsOnAResultMayUseTheClientWhileItIsClosed() {
        CompletableFuture<JobResult> again = client.follow(job).exceptionallyCompose(ended -> client.follow("another"));

        CompletableFuture<Void> closed = CompletableFuture.runAsync(client::close);

        assertThat(closed).succeedsWithin(30, TimeUnit.SECONDS);
        assertThat(failure(again)).hasMessageContaining("closed");
    }

    @Test
    void aReplyThatCannotBeDecodedFailsItsJobAndNoOther() throws Exception {
        CompletableFuture<JobResult> broken = client.follow(job);
        String another = UUID.randomUUID().toString();
        CompletableFuture<JobResult> sound = client.follow(another);

        sluice.garbage(job);
        sluice.outcome(another, "r1", List.of());

        assertThat(failure(broken))
                .hasMessageContaining("cannot be decoded")
                .extracting(ClientException::code)
                .isEqualTo(ErrorCode.INVALID_ENVELOPE);
        assertThat(get(sound).succeeded()).isTrue();
    }

    @Test
    void whoWaitsForRepliesThatWereDeletedUnreadIsToldAndLaterOnesAreRead() throws Exception {
        CompletableFuture<JobResult> missed = client.follow(job);
        registry.down(true);
        sluice.outcome(job, "r1", List.of());
        registry.awaitRefusal();

        sluice.deleteRecords(topics.replies());

        assertThat(failure(missed))
                .hasMessageContaining("look the job up")
                .extracting(ClientException::code)
                .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        registry.down(false);
        CompletableFuture<JobResult> later = client.follow(job);
        sluice.outcome(job, "r2", List.of());
        assertThat(get(later).outcome().getResultId()).isEqualTo("r2");
    }

    @Test
    void whoWaitsForAnAnswerIsToldThatEventsWereDeletedUnread() throws Exception {
        CompletableFuture<CommandAnswer> cancelled = client.cancel("orders", job, "too slow");
        sluice.only(topics.control());
        registry.down(true);
        sluice.answer(job, "another command", CommandAnswer.TOO_LATE);
        registry.awaitRefusal();

        sluice.deleteRecords(topics.events());

        assertThat(failure(cancelled).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }
}
