package dev.sluice.benchmarks.dispatch;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Nobody decides: what a producer writes a consumer reads. */
final class BareEcho implements Decider {
    static final String TOPIC = "echo.jobs";
    private static final int BYTES = 250;

    @Override
    public ProducerRecord<String, byte[]> request(String id) {
        byte[] value = new byte[BYTES];
        byte[] ascii = id.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, value, 0, ascii.length);
        return new ProducerRecord<>(TOPIC, id, value);
    }

    @Override
    public ProducerRecord<String, byte[]> completion(ConsumerRecord<String, byte[]> job) {
        // One record back, as small as an event; nobody reads it.
        return new ProducerRecord<>(TOPIC + ".done", job.key(), new byte[BYTES / 2]);
    }

    @Override
    public String jobsTopic() {
        return TOPIC;
    }

    @Override
    public String threads() {
        return "none";
    }

    @Override
    public void close() {}
}
