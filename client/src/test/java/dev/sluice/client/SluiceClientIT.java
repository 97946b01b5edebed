package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.CommandAnswer;
import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterType;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client on a real broker, with a test that answers in place of Sluice. */
@ExtendWith(KafkaClusterExtension.class)
class SluiceClientIT {
    private static final String JOB = "0191d7a0-0000-7000-8000-000000000001";

    private static KafkaCluster kafka;

    private final Topics topics = new Topics("t" + UUID.randomUUID());
    private final SwitchedRegistry registry = new SwitchedRegistry(new InMemorySchemaRegistry());
    private Answering sluice;
    private SluiceClient client;

    @BeforeAll
    static void start(KafkaCluster cluster) {
        kafka = cluster;
    }

    @BeforeEach
    void open() throws Exception {
        sluice = new Answering(kafka.getBootstrapServers(), topics, registry.behind());
        client = new SluiceClient(sluice.clientSettings("acme"), registry);
    }

    @AfterEach
    void close() {
        client.close();
        sluice.close();
    }

    @Test
    void aRequestLandsOnTheTopicOfItsPriorityAndThePartitionOfItsDatabase() throws Exception {
        RequestBuilder request = client.sql("orders", "select * from t where a = ?")
                .parameter(ParameterType.LONG, null)
                .priority(Priority.HIGH)
                .label("team", "reports");

        Submitted submitted = get(client.submit(request));

        ConsumerRecord<String, byte[]> written = sluice.only(topics.requests(Priority.HIGH));
        QueryRequest read = sluice.decode(QueryRequest.class, written);
        int murmur2 = Utils.toPositive(Utils.murmur2("orders".getBytes(UTF_8))) % Answering.PARTITIONS;
        assertThat(written.key()).isEqualTo("orders");
        assertThat(submitted).isEqualTo(new Submitted(read.getJobId(), written.topic(), murmur2, written.offset()));
        assertThat(read.getTopic()).isEqualTo(written.topic());
        assertThat(read.getTenant()).isEqualTo("acme");
        assertThat(read.getParameters()).hasSize(1);
    }

    @Test
    void manyRequestsAreAcknowledgedEachByItself() throws Exception {
        List<RequestBuilder> requests = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> client.sql("orders", "select " + i))
                .toList();

        List<CompletableFuture<Submitted>> submitted = client.submitAll(requests);

        for (CompletableFuture<Submitted> one : submitted) {
            get(one);
        }
        assertThat(submitted).extracting(one -> one.join().jobId()).doesNotHaveDuplicates();
        assertThat(sluice.read(topics.requests(Priority.NORMAL), 500)).hasSize(500);
    }

    @Test
    void aBadRequestAmongManyStopsNoneOfTheOthers() throws Exception {
        List<CompletableFuture<JobResult>> results = client.runAll(List.of(
                client.sql("orders", "select 1"),
                client.sql("orders", "x".repeat(1_100_000)),
                client.sql("orders", "select 2")));

        assertThat(failure(results.get(1)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        for (ConsumerRecord<String, byte[]> request : sluice.read(topics.requests(Priority.NORMAL), 2)) {
            sluice.outcome(sluice.decode(QueryRequest.class, request).getJobId(), "r1", List.of());
        }
        assertThat(get(results.get(0)).succeeded()).isTrue();
        assertThat(get(results.get(2)).succeeded()).isTrue();
    }

    @Test
    void aCancelIsACommandUnderTheDatabaseAndItsAnswerIsAwaited() throws Exception {
        CompletableFuture<CommandAnswer> cancelled = client.cancel("orders", JOB, "too slow");

        ConsumerRecord<String, byte[]> written = sluice.only(topics.control());
        ControlCommand command = sluice.decode(ControlCommand.class, written);
        assertThat(written.key()).isEqualTo("orders");
        assertThat(command.getType()).isEqualTo(CommandType.CANCEL);
        assertThat(command.getJobId()).isEqualTo(JOB);
        sluice.answer(JOB, "another command", CommandAnswer.TOO_LATE);
        assertThat(cancelled).isNotDone();
        sluice.answer(JOB, command.getCommandId(), CommandAnswer.CANCELLED);
        assertThat(get(cancelled)).isEqualTo(CommandAnswer.CANCELLED);
    }

    @Test
    void oneCommandAfterAnotherIsAnswered() throws Exception {
        for (int done = 0; done < 3; done++) {
            CompletableFuture<Explained> explained = client.explain("orders", JOB);
            ConsumerRecord<String, byte[]> written =
                    sluice.read(topics.control(), done + 1).get(done);
            String commandId = sluice.decode(ControlCommand.class, written).getCommandId();

            sluice.answer(JOB, commandId, CommandAnswer.NOT_FOUND);

            assertThat(get(explained).answer()).isEqualTo(CommandAnswer.NOT_FOUND);
            assertThat(get(explained).decision()).isEmpty();
        }
    }

    @Test
    void chunksAreAssembledWhateverElseIsOnTheTopic() throws Exception {
        CompletableFuture<JobResult> result = client.run(client.sql("orders", "select 1"));
        String jobId = submittedJob();

        sluice.rows(jobId, "given-up", 0, "[[9]]");
        sluice.rows(jobId, "r1", 1, "[[2,\"b\"]]");
        sluice.garbage("0191d7a0-0000-7000-8000-00000000000f");
        sluice.rowsOfTenant("evil", jobId, "r1", 0, "[[666]]");
        sluice.rows(jobId, "r1", 0, "[[1,null]]");
        sluice.outcomeOfTenant("evil", jobId, "r1", List.of());
        sluice.outcome("0191d7a0-0000-7000-8000-00000000000f", "r9", List.of());
        sluice.outcome(jobId, "r1", List.of("[[1,null]]", "[[2,\"b\"]]"));

        assertThat(get(result).succeeded()).isTrue();
        assertThat(get(result).rows()).containsExactly(java.util.Arrays.asList(1L, null), List.of(2L, "b"));
    }

    @Test
    void anOutcomeOfAnAbortedTransactionIsNeverSeen() throws Exception {
        CompletableFuture<JobResult> result = client.run(client.sql("orders", "update t set a = 1"));
        String jobId = submittedJob();

        sluice.outcomeInTransaction(jobId, "aborted", false);
        sluice.outcomeInTransaction(jobId, "committed", true);

        assertThat(get(result).outcome().getResultId()).isEqualTo("committed");
    }

    @Test
    void whileTheRegistryIsDownAReplyWaitsAndIsNotLost() throws Exception {
        CompletableFuture<JobResult> result = client.run(client.sql("orders", "select 1"));
        String jobId = submittedJob();
        registry.down(true);

        sluice.outcome(jobId, "r1", List.of());
        registry.awaitRefusal();
        assertThat(result).isNotDone();
        registry.down(false);

        assertThat(get(result).outcome().getResultId()).isEqualTo("r1");
    }

    @Test
    void twoWhoFollowAJobBothGetItsEndAndAnotherTenantDoesNot() throws Exception {
        String jobId = UUID.randomUUID().toString();
        CompletableFuture<JobResult> one = client.follow(jobId);
        CompletableFuture<JobResult> other = client.follow(jobId);
        CompletableFuture<JobResult> foreign =
                client.run(client.sql("orders", "select 1").jobId(jobId).tenant("evil"));

        sluice.outcome(jobId, "r1", List.of());

        assertThat(get(one)).isEqualTo(get(other));
        assertThat(failure(foreign).code()).isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void whatCannotBePublishedSaysWhyWithACode() throws Exception {
        assertThat(failure(client.submit(client.sql("orders", "x".repeat(1_100_000)))))
                .hasMessageContaining("1048576")
                .extracting(ClientException::code)
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failure(client.submit(client.sql("orders", "select ?").parameter(ParameterType.LONG, 5)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failure(client.run(client.sql("orders", "select 1").replyTo("elsewhere")))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aRegistryThatIsDownAtTheFirstRequestIsNamed() throws Exception {
        registry.down(true);

        assertThat(failure(client.submit(client.sql("orders", "select 1"))).code())
                .isEqualTo(ErrorCode.REGISTRY_UNAVAILABLE);
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        CompletableFuture<JobResult> before = client.follow(UUID.randomUUID().toString());

        CompletableFuture<CommandAnswer> unanswered = client.cancel("orders", JOB, "too slow");

        client.close();

        assertThat(failure(before)).hasMessageContaining("closed");
        assertThat(failure(unanswered)).hasMessageContaining("closed");
        assertThat(failure(client.explain("orders", JOB))).hasMessageContaining("closed");
        assertThat(failure(client.follow(UUID.randomUUID().toString()))).hasMessageContaining("closed");
        assertThat(failure(client.submit(client.sql("orders", "select 1")))).hasMessageContaining("closed");
    }

    private String submittedJob() {
        ConsumerRecord<String, byte[]> request = sluice.only(topics.requests(Priority.NORMAL));
        return sluice.decode(QueryRequest.class, request).getJobId();
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(120, TimeUnit.SECONDS);
    }

    static ClientException failure(CompletableFuture<?> future) {
        List<ClientException> failures = new java.util.ArrayList<>();
        assertThatThrownBy(() -> get(future))
                .isInstanceOf(ExecutionException.class)
                .satisfies(e -> failures.add((ClientException) e.getCause()));
        return failures.get(0);
    }
}
