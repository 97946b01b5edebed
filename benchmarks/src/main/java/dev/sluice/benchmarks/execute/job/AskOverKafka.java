package dev.sluice.benchmarks.execute.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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

/** Publishes jobs and reads their replies, committed ones alone; both are keyed by job id. */
public final class AskOverKafka implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Function<Question, ProducerRecord<String, byte[]>> encode;
    private final ReplyReader replies;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Question> open = new ConcurrentHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().name("bench-replies").daemon().unstarted(this::readUntilClosed);

    /** How a reply says what it has. */
    @FunctionalInterface
    public interface ReplyReader {
        /** Rows that the job answered. Throws if it did not succeed. */
        long rows(byte[] reply);
    }

    /** Reads from the end of the reply topic on. */
    public AskOverKafka(
            String servers,
            String replyTopic,
            Function<Question, ProducerRecord<String, byte[]>> encode,
            ReplyReader replies) {
        this.encode = encode;
        this.replies = replies;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 1, "batch.size", 128 * 1024),
                new StringSerializer(),
                new ByteArraySerializer());
        Map<String, Object> reading = new HashMap<>();
        reading.put("bootstrap.servers", servers);
        reading.put("isolation.level", "read_committed");
        reading.put("enable.auto.commit", false);
        this.consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(replyTopic).stream()
                .map(partition -> new TopicPartition(replyTopic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        thread.start();
    }

    /** Encodes the records: making them is not what is measured. Each is let go of once it is sent. */
    public Contender.Asking ready(List<Question> questions) {
        Deque<ProducerRecord<String, byte[]>> records =
                questions.stream().map(encode).collect(Collectors.toCollection(ArrayDeque::new));
        return () -> questions.forEach(question -> ask(question, records.remove()));
    }

    private void ask(Question question, ProducerRecord<String, byte[]> record) {
        open.put(question.id(), question);
        var unused = producer.send(record, (written, failure) -> {
            if (failure != null) {
                question.answer().completeExceptionally(failure);
            }
        });
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
            open.values().forEach(question -> question.answer().completeExceptionally(e));
        }
    }

    private void answered(ConsumerRecord<String, byte[]> record) {
        Question question = open.remove(record.key());
        if (question != null) {
            try {
                question.answered(replies.rows(record.value()));
            } catch (RuntimeException wrong) {
                question.answer().completeExceptionally(wrong);
            }
        }
    }
}
