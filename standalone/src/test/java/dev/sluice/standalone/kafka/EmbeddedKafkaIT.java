package dev.sluice.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.service.Health;
import dev.sluice.standalone.port.LoopbackPort;
import dev.sluice.standalone.port.PortTakenException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @TempDir
    Path directory;

    @Test
    void keepsTransactionsAndGroupsOverARestartOnTheSameDirectory() throws Exception {
        EmbeddedKafka kafka = kafka(0);
        kafka.start();
        String first = kafka.bootstrapServers();
        createTopic(first);
        produceInTransaction(first, "one");
        assertThat(consume(first, 1)).containsExactly("one");
        assertThat(kafka.check()).isEqualTo(Health.up());
        kafka.stop();
        assertThat(kafka.check()).isInstanceOf(Health.Down.class);

        kafka.start();
        String second = kafka.bootstrapServers();
        produceInTransaction(second, "two");
        assertThat(consume(second, 1)).as("the group goes on where it was").containsExactly("two");
        kafka.stop();
    }

    @Test
    void twoNodesLiveInOneProcess() throws Exception {
        EmbeddedKafka one = kafka(0);
        EmbeddedKafka other = new EmbeddedKafka(new EmbeddedKafkaSettings(0, directory.resolve("other"), true));
        one.start();
        other.start();
        createTopic(other.bootstrapServers());
        produceInTransaction(other.bootstrapServers(), "there");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", one.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).doesNotContain("t");
        }
        one.stop();
        assertThat(other.check()).isEqualTo(Health.up());
        other.stop();
    }

    @Test
    void namesThePortAndTheSettingWhenThePortIsTaken() throws Exception {
        try (var taken = LoopbackPort.bind(0, "test")) {
            EmbeddedKafka kafka = kafka(LoopbackPort.portOf(taken));
            assertThatThrownBy(kafka::start)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("port " + LoopbackPort.portOf(taken))
                    .hasMessageContaining("standalone.kafka.port");
            kafka.stop();
        }
    }

    private EmbeddedKafka kafka(int port) {
        return new EmbeddedKafka(new EmbeddedKafkaSettings(port, directory.resolve("kafka"), false));
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("t", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static void produceInTransaction(String bootstrap, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "transactional.id", "tx");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", "key", value)).get();
            producer.commitTransaction();
        }
    }

    private static List<String> consume(String bootstrap, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                "g",
                "group.protocol",
                "consumer",
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("t"));
            for (int tries = 0; tries < 100 && values.size() < count; tries++) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
            }
            consumer.commitSync();
        }
        return values;
    }
}
