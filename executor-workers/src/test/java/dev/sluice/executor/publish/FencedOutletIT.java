package dev.sluice.executor.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.service.Health;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two executors that were given the same {@code executor.instance}. */
@ExtendWith(KafkaClusterExtension.class)
final class FencedOutletIT {
    @Test
    void whoever_is_fenced_by_another_process_of_its_name_says_so_also_while_it_goes_on(KafkaCluster cluster) {
        KafkaConnection kafka = new KafkaConnection(Map.of("bootstrap.servers", cluster.getBootstrapServers()));
        Map<String, Object> settings = kafka.with("group", Map.of("group.id", "group"));
        try (var member = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
                TransactionalOutlet first = new TransactionalOutlet("twins", kafka, new SimpleMeterRegistry());
                TransactionalOutlet second = new TransactionalOutlet("twins", kafka, new SimpleMeterRegistry())) {
            first.open();
            send(first, member.groupMetadata());
            assertThat(first.check()).isInstanceOf(Health.Up.class);

            second.open();
            assertThat(catchThrowable(() -> send(first, member.groupMetadata())))
                    .isNotNull();
            first.open();
            send(first, member.groupMetadata());

            assertThat(first.check())
                    .isInstanceOfSatisfying(
                            Health.Degraded.class,
                            told -> assertThat(told.why()).contains("twins").contains("executor.instance"));
            assertThat(second.check()).isInstanceOf(Health.Up.class);
        }
    }

    private static void send(Outlet outlet, ConsumerGroupMetadata group) {
        outlet.send(
                List.of(new ProducerRecord<>("outcomes", "key", new byte[1])),
                Map.of(new TopicPartition("outcomes", 0), new OffsetAndMetadata(1)),
                group);
    }
}
