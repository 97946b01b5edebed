package dev.sluice.benchmarks.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
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

/** Sends requests to a decider and answers every job that comes out with its completion, as executors would that need no time. */
final class Traffic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Decider decider;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread executors = Thread.ofPlatform().name("bench-executors").unstarted(this::answerUntilClosed);
    private final AtomicLong routed = new AtomicLong();
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private volatile Histogram waits = new Histogram(3);

    Traffic(String servers, Decider decider) {
        this.decider = decider;
        Map<String, Object> kafka = Map.of("bootstrap.servers", servers);
        Map<String, Object> writing = new HashMap<>(kafka);
        writing.put("linger.ms", 1);
        writing.put("batch.size", 128 * 1024);
        this.producer = new KafkaProducer<>(writing, new StringSerializer(), new ByteArraySerializer());
        Map<String, Object> reading = new HashMap<>(kafka);
        reading.put("isolation.level", "read_committed");
        reading.put("enable.auto.commit", false);
        this.consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(decider.jobsTopic()).stream()
                .map(partition -> new TopicPartition(decider.jobsTopic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        executors.start();
    }

    /** Jobs a second from the first request to the last job that comes out, with so many on their way at a time. */
    double flood(int jobs, int outstanding) throws InterruptedException, TimeoutException {
        long already = routed.get();
        long began = System.nanoTime();
        for (int job = 0; job < jobs; job++) {
            if (job >= outstanding) {
                awaitRouted(already + job - outstanding);
            }
            send(decider.request(UUID.randomUUID().toString()));
        }
        awaitRouted(already + jobs);
        return jobs / ((System.nanoTime() - began) / 1e9);
    }

    /** How long it takes from a request to its job at this rate, in microseconds. */
    Histogram trickle(int perSecond, Duration length) throws InterruptedException, TimeoutException {
        long already = routed.get();
        waits = new Histogram(3);
        long every = Duration.ofSeconds(1).toNanos() / perSecond;
        long jobs = length.toNanos() / every;
        long due = System.nanoTime();
        for (long job = 0; job < jobs; job++) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            String id = UUID.randomUUID().toString();
            sent.put(id, due);
            send(decider.request(id));
            due += every;
        }
        awaitRouted(already + jobs);
        return waits;
    }

    private void awaitRouted(long count) throws InterruptedException, TimeoutException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (routed.get() < count) {
            if (System.nanoTime() > limit) {
                throw new TimeoutException("only %d of %d jobs came out".formatted(routed.get(), count));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos() / 2);
        }
    }

    private void send(ProducerRecord<String, byte[]> record) {
        var unused = producer.send(record);
    }

    private void answerUntilClosed() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> job : consumer.poll(POLL)) {
                    Long due = sent.isEmpty() ? null : sent.remove(job.key());
                    if (due != null) {
                        waits.recordValue(Math.max(0, (System.nanoTime() - due) / 1_000));
                    }
                    send(decider.completion(job));
                    routed.incrementAndGet();
                }
            }
        } catch (WakeupException closed) {
            // Only close() wakes it.
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            executors.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
