package dev.sluice.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProcessMetersTest {
    @Test
    void aKafkaClientShowsAChosenFewMetersWhileItIsOpen() {
        try (var meters = new ProcessMeters()) {
            // Connects to nobody: nothing is sent.
            try (var producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", "localhost:1", "client.id", "measured"),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
                    var bound = new KafkaClientMetrics(producer)) {
                bound.bindTo(meters.registry());

                String open = meters.registry().scrape();

                assertThat(open.lines().filter(line -> line.startsWith("kafka_")))
                        .hasSizeLessThan(12)
                        .anyMatch(line -> line.startsWith("kafka_producer_record_send_total{client_id=\"measured\""));
            }

            String closed = meters.registry().scrape();

            assertThat(closed).doesNotContain("kafka_producer");
        }
    }
}
