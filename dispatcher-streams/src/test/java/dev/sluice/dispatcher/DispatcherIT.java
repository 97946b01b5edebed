package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.DeadLetter;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.runtime.service.Health;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real thing: exactly once on a real broker, state on disk. */
@ExtendWith(KafkaClusterExtension.class)
class DispatcherIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MAX_REQUEST = 1024 * 1024;

    private static KafkaCluster kafka;

    @TempDir
    Path directory;

    private LiveDispatcher live;

    @BeforeAll
    static void start(KafkaCluster cluster) {
        kafka = cluster;
    }

    @BeforeEach
    void prepare() {
        String prefix = "it-" + UUID.randomUUID().toString().substring(0, 8);
        live = new LiveDispatcher(kafka.getBootstrapServers(), prefix, directory);
    }

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void missingTopicsAndUnequalPartitionCountsAreRefusedAtStartSayingWhatToDo() throws Exception {
        assertThatThrownBy(() -> live.dispatcher().start())
                .hasMessageContaining("requests.high")
                .hasMessageContaining("sluice topics create");

        live.dispatcher().stop();
        live.createTopics(2, 3);
        assertThatThrownBy(() -> live.dispatcher().start()).hasMessageContaining("equally many partitions");
        assertThat(live.dispatcher().check()).isInstanceOf(Health.Down.class);
    }

    @Test
    void jobsAreRoutedOnceOverPoisonRepetitionAndRestart() throws Exception {
        live.createTopics(2, 2);
        live.define(2);
        live.dispatcher().start();
        assertThat(live.dispatcher().check()).isInstanceOf(Health.Up.class);
        List<QueryRequest> requests = requests(6);
        try (var jobs = live.reader(live.topics.jobs("postgresql", Lane.FAST));
                var letters = live.reader(live.topics.deadLetters());
                var replies = live.reader(live.topics.replies())) {
            submitTwiceAfterPoison(requests, 20);
            List<QueryJob> routed = new ArrayList<>(collect(jobs, QueryJob.class, 2));
            assertThat(collect(letters, DeadLetter.class, 20)).hasSize(20);

            live.restart();
            end(routed.removeFirst());
            routed.addAll(collect(jobs, QueryJob.class, 1));
            live.command(Requests.cancel(requests.get(5)));
            assertThat(collect(replies, QueryReply.class, 1))
                    .extracting(QueryReply::getState)
                    .containsExactly(JobState.CANCELLED);
            end(routed.removeFirst());
            end(routed.removeFirst());
            routed.addAll(collect(jobs, QueryJob.class, 2));
            assertThat(routed)
                    .hasSize(2)
                    .extracting(QueryJob::getJobId)
                    .containsExactlyInAnyOrder(
                            requests.get(3).getJobId(), requests.get(4).getJobId());
        }
    }

    @Test
    void thousandsOfJobsPassEachOnce() throws Exception {
        live.createTopics(2, 2);
        live.define(10_000);
        live.dispatcher().start();
        try (var jobs = live.reader(live.topics.jobs("postgresql", Lane.FAST))) {
            List<QueryRequest> requests = requests(4_000);
            requests.forEach(live::submit);

            assertThat(collect(jobs, QueryJob.class, 4_000))
                    .extracting(QueryJob::getJobId)
                    .containsExactlyInAnyOrderElementsOf(
                            requests.stream().map(QueryRequest::getJobId).toList());
        }
    }

    @Test
    void jobsLieOnThePartitionsOfTheExecutorThatHasFreeSlots() throws Exception {
        live.createTopics(4, 4);
        live.define(100);
        live.heartbeat(100, List.of(2));
        live.dispatcher().start();
        try (var jobs = live.reader(live.topics.jobs("postgresql", Lane.FAST))) {
            // Heartbeats are looked at now and then, so the first few may lie anywhere.
            await().atMost(LIMIT).until(() -> {
                requests(1).forEach(live::submit);
                live.heartbeat(100, List.of(2));
                return partitions(jobs).equals(Set.of(2));
            });

            requests(20).forEach(live::submit);

            Set<Integer> partitions = new HashSet<>();
            await().atMost(LIMIT).until(() -> partitions.addAll(partitions(jobs)));
            assertThat(partitions).containsExactly(2);
        }
    }

    private static Set<Integer> partitions(KafkaConsumer<String, byte[]> reader) {
        return StreamSupport.stream(reader.poll(Duration.ofMillis(500)).spliterator(), false)
                .map(ConsumerRecord::partition)
                .collect(Collectors.toSet());
    }

    @Test
    void aTopicThatSuddenlyTakesLessEndsTheJobThatNoLongerFitsAndNoOther() throws Exception {
        live.createTopics(2, 2);
        live.define(10);
        live.dispatcher().start();
        live.limitRecords(live.topics.jobs("postgresql", Lane.FAST), 5_000);

        QueryRequest large = Requests.request(Instant.now(), "select '" + "x".repeat(20_000) + "'", Priority.NORMAL)
                .setTopic(live.topics.requests(Priority.NORMAL))
                .build();
        live.submit(large);
        requests(1).forEach(live::submit);

        try (var jobs = live.reader(live.topics.jobs("postgresql", Lane.FAST));
                var replies = live.reader(live.topics.replies())) {
            assertThat(collect(replies, QueryReply.class, 1))
                    .extracting(QueryReply::getJobId, QueryReply::getState)
                    .containsExactly(tuple(large.getJobId(), JobState.FAILED));
            assertThat(collect(jobs, QueryJob.class, 1)).hasSize(1);
        }
    }

    /** FAULTS 15: the broker's refusal is noted, the thread replaced once, and the same outcome is sent with less in it. */
    @Test
    void anOutcomeThatItsTopicSuddenlyDoesNotTakeIsSentWithLessInIt() throws Exception {
        live.createTopics(2, 2);
        live.define(10);
        live.dispatcher().start();
        live.limitRecords(live.topics.replies(), 3_000);
        String tables = IntStream.range(0, 300).mapToObj(at -> "table_" + at).collect(Collectors.joining(", "));
        QueryRequest refused = Requests.request(Instant.now(), "copy " + "x".repeat(9_000) + tables, Priority.NORMAL)
                .setTopic(live.topics.requests(Priority.NORMAL))
                .setReplyTo(live.topics.replies())
                .build();

        live.submit(refused);
        requests(1).forEach(live::submit);

        try (var jobs = live.reader(live.topics.jobs("postgresql", Lane.FAST));
                var replies = live.reader(live.topics.replies())) {
            assertThat(collect(replies, QueryReply.class, 1))
                    .extracting(QueryReply::getJobId, QueryReply::getState)
                    .containsExactly(tuple(refused.getJobId(), JobState.REJECTED));
            assertThat(collect(jobs, QueryJob.class, 1)).hasSize(1);
        }
        assertThat(live.dispatcher().check()).isInstanceOf(Health.Up.class);
    }

    /** With what is kept beside it, it is larger than the topic behind a store takes if nothing is said. */
    @Test
    void aRequestOfTheLargestSizeIsKeptAndRuns() throws Exception {
        live.createTopics(2, 2);
        live.define(10);
        live.dispatcher().start();
        QueryRequest.Builder large = Requests.request(Instant.now(), "select ?", Priority.NORMAL)
                .setTopic(live.topics.requests(Priority.NORMAL));
        int room = MAX_REQUEST - live.messages.encode(withText(large, 100_000)).length;

        live.submit(withText(large, 100_000 + room));

        try (var jobs = live.reader(live.topics.jobs("postgresql", Lane.FAST))) {
            assertThat(collect(jobs, QueryJob.class, 1)).hasSize(1);
        }
    }

    private static QueryRequest withText(QueryRequest.Builder request, int length) {
        return request.setParameters(List.of(new ParameterValue(null, ParameterType.TEXT, "x".repeat(length))))
                .build();
    }

    private void end(QueryJob job) {
        live.tell(Requests.ended(job, JobState.SUCCEEDED, Instant.now()));
    }

    private void submitTwiceAfterPoison(List<QueryRequest> requests, int records) {
        poison(records);
        requests.forEach(live::submit);
        requests.forEach(live::submit);
    }

    private void poison(int records) {
        var random = new Random(11);
        for (int record = 0; record < records; record++) {
            byte[] bytes = new byte[50];
            random.nextBytes(bytes);
            bytes[0] = 1;
            live.send(live.topics.requests(Priority.HIGH), "shop", bytes);
        }
    }

    private List<QueryRequest> requests(int count) {
        List<QueryRequest> requests = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            requests.add(Requests.request(Instant.now(), "select * from item where id = " + at, Priority.NORMAL)
                    .setTopic(live.topics.requests(Priority.NORMAL))
                    .build());
        }
        return requests;
    }

    private <T extends SpecificRecord> List<T> collect(
            KafkaConsumer<String, byte[]> consumer, Class<T> type, int count) {
        List<T> collected = new ArrayList<>();
        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    collected.addAll(live.poll(consumer, type));
                    return collected.size() >= count;
                });
        return collected;
    }
}
