package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.core.ThrowingRunnable;

/** Topics, a history database and sinks of one test. */
final class SinkFixture {
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final KafkaCluster kafka;
    private final Topics topics;
    private final HistoryFixture history;
    private final Publishing publishing;

    SinkFixture(KafkaCluster kafka, EmbeddedPostgres postgres) throws Exception {
        String name = "test" + TESTS.incrementAndGet();
        this.kafka = kafka;
        this.topics = new Topics(name);
        this.history = new HistoryFixture(postgres, name);
        try (Admin admin = Admin.create(kafka.getKafkaClientConfiguration())) {
            admin.createTopics(List.of(
                            new NewTopic(topics.events(), 2, (short) 1),
                            new NewTopic(topics.replies(), 2, (short) 1),
                            new NewTopic(topics.deadLetters(), 1, (short) 1)))
                    .all()
                    .get();
        }
        this.publishing = publishing(Map.of());
    }

    Topics topics() {
        return topics;
    }

    HistoryFixture history() {
        return history;
    }

    Publishing publishing() {
        return publishing;
    }

    Publishing publishing(Map<String, Object> settings) {
        Publishing open = new Publishing(topics, registry, kafka.getBootstrapServers(), settings);
        opened.add(open);
        return open;
    }

    void publishJobs(int from, int to) {
        for (int i = from; i < to; i++) {
            publishing.wholeJob("job-" + i);
        }
    }

    /** Starts another sink on the same topics and database. */
    ResultSink sink() {
        Map<String, String> values = new HashMap<>(Map.of(
                "topics.prefix",
                topics.prefix(),
                "history.url",
                history.url(),
                "history.user",
                "postgres",
                "sink.standAside",
                "300ms"));
        kafka.getKafkaClientConfiguration()
                .forEach((key, value) -> values.put("kafka.client." + key, value.toString()));
        ResultSinkSettings settings = ResultSinkSettings.read(SettingsReader.of(values));
        ResultSink sink = new ResultSink(settings, registry, new SimpleMeterRegistry(), InstantSource.system());
        opened.add(sink::stop);
        sink.start();
        return sink;
    }

    /** So many whole jobs, each kept once with its event and its outcome, and nothing else. */
    void assertAllKept(int jobs) throws Exception {
        assertThat(history.rows("SELECT state, count(*) AS jobs, count(result_id) AS outcomes,"
                        + " count(statement) AS events FROM sluice.job GROUP BY state"))
                .containsExactly(Map.of("state", "SUCCEEDED", "jobs", jobs, "outcomes", jobs, "events", jobs));
        assertThat(history.count("result_chunk")).isEqualTo(jobs);
        assertThat(history.count("dead_letter")).isZero();
        assertThat(history.rows("SELECT sum(next_offset) AS offsets FROM sluice.consumer_offset"))
                .containsExactly(Map.of("offsets", 3 * jobs));
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }

    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }
}
