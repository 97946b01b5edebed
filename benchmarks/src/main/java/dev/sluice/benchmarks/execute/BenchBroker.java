package dev.sluice.benchmarks.execute;

import dev.sluice.benchmarks.execute.own.ExecutorAlone;
import dev.sluice.standalone.kafka.EmbeddedKafka;
import dev.sluice.standalone.kafka.EmbeddedKafkaSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The broker of those that need one, with their topics. */
record BenchBroker(EmbeddedKafka kafka) implements AutoCloseable {
    static final String WORKER = "bench.worker";
    static final String WORKER_REPLIES = "bench.worker.replies";
    static final String PARALLEL = "bench.parallel";
    static final String PARALLEL_REPLIES = "bench.parallel.replies";
    static final String BARE = "bench.bare";
    static final String BARE_JOBS = "bench.bare.jobs";
    static final String BARE_REPLIES = "bench.bare.replies";

    /** As many as a topic of Sluice has by default. */
    private static final int PARTITIONS = 4;

    static BenchBroker start(Path folder) throws Exception {
        EmbeddedKafka kafka = new EmbeddedKafka(new EmbeddedKafkaSettings(0, folder, false));
        kafka.start();
        BenchBroker broker = new BenchBroker(kafka);
        try {
            broker.createTopics();
        } catch (Exception failed) {
            broker.close();
            throw failed;
        }
        return broker;
    }

    String servers() {
        return kafka.bootstrapServers();
    }

    @Override
    public void close() {
        kafka.stop();
    }

    private void createTopics() throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        ExecutorAlone.TOPICS
                .catalogue(Set.of("postgresql"), PARTITIONS)
                .forEach(topic ->
                        topics.add(new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config())));
        Stream.of(WORKER, WORKER_REPLIES, PARALLEL, PARALLEL_REPLIES, BARE, BARE_JOBS, BARE_REPLIES)
                .forEach(topic -> topics.add(new NewTopic(topic, PARTITIONS, (short) 1)));
        topics.add(new NewTopic(ExecutorAlone.EXPORTS, 1, (short) 1));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            admin.createTopics(topics).all().get();
        }
    }
}
