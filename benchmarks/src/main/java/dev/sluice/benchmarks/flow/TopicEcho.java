package dev.sluice.benchmarks.flow;

import dev.sluice.benchmarks.load.RoundTrip;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes a numbered record to one topic and waits for the same number on another, or the same one. With the client's own settings. */
final class TopicEcho implements RoundTrip, AutoCloseable {
    /** About as much as a request for one row. */
    private static final int VALUE_BYTES = 300;

    private static final Duration POLL = Duration.ofMillis(200);

    private final String target;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().name("bench-echo").daemon().unstarted(this::readUntilClosed);
    private final byte[] value = new byte[VALUE_BYTES];
    private long asked;

    /** Starts to read at the end of the source topic. */
    TopicEcho(Map<String, ?> kafka, String target, String source) {
        this.target = target;
        Map<String, Object> writing = new HashMap<>(kafka);
        writing.put("acks", "all");
        writing.put("linger.ms", 1);
        this.producer = new KafkaProducer<>(writing, new StringSerializer(), new ByteArraySerializer());
        Map<String, Object> reading = new HashMap<>(kafka);
        reading.put("isolation.level", "read_committed");
        reading.put("enable.auto.commit", false);
        this.consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(source).stream()
                .map(partition -> new TopicPartition(source, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        thread.start();
    }

    @Override
    public CompletableFuture<?> once() {
        String number = String.valueOf(asked++);
        CompletableFuture<Void> answer = new CompletableFuture<>();
        open.put(number, answer);
        var unused = producer.send(new ProducerRecord<>(target, number, value), (written, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        producer.close();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUntilClosed() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::answered);
            }
        } catch (WakeupException closed) {
            // Only close() wakes it.
        } catch (RuntimeException e) {
            open.values().forEach(answer -> answer.completeExceptionally(e));
        }
    }

    private void answered(ConsumerRecord<String, byte[]> record) {
        CompletableFuture<Void> answer = open.remove(record.key());
        if (answer != null) {
            answer.complete(null);
        }
    }
}
