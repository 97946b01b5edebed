package dev.sluice.sink.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.schemas.topic.Topics;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** FAULTS 5: the alarm. */
@ExtendWith(KafkaClusterExtension.class)
class TransactionWatchIT {
    private static final Topics TOPICS = new Topics("watched");

    @Test
    void aTransactionLeftOpenRaisesTheAlarmUntilItEndsAndIsNamed(KafkaCluster kafka) throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        var settings = new WatchSettings(Duration.ofMillis(50), Duration.ofMillis(300));
        try (Admin admin = Admin.create(kafka.getKafkaClientConfiguration());
                KafkaProducer<String, String> producer = producer(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPICS.events(), 1, (short) 1)))
                    .all()
                    .get();
            try (TransactionWatch watch =
                    TransactionWatch.start(connection(kafka), TOPICS, settings, meters, InstantSource.system())) {
                assertThat(watch).isNotNull();
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPICS.events(), "begun")).get();

                await().atMost(Duration.ofMinutes(2)).until(() -> stuck(meters) == 1);
                assertThat(new OpenTransactions(admin, TOPICS).holders(new TopicPartition(TOPICS.events(), 0)))
                        .containsExactly("one-that-hangs");

                producer.abortTransaction();
                await().atMost(Duration.ofMinutes(2)).until(() -> stuck(meters) == 0);
            }
        }
    }

    private static double stuck(MeterRegistry meters) {
        return meters.get("sluice.transactions.stuck").gauge().value();
    }

    private static KafkaConnection connection(KafkaCluster kafka) {
        Map<String, String> client = new HashMap<>();
        kafka.getKafkaClientConfiguration().forEach((key, value) -> client.put(key, value.toString()));
        return new KafkaConnection(client);
    }

    private static KafkaProducer<String, String> producer(KafkaCluster kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.getKafkaClientConfiguration());
        settings.put("transactional.id", "one-that-hangs");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
