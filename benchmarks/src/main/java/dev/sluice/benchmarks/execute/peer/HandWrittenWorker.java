package dev.sluice.benchmarks.execute.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.execute.job.AskOverKafka;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.RunJob;
import dev.sluice.executor.publish.Delivered;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The worker that a good team writes: one thread polls and hands the statements to 16 others, a second one publishes the replies of whole
 * batches in order, with their offsets in one transaction, while the next batches run already. No seal, no ledger, no cancel, no time-outs,
 * no events, and a slow statement holds up what came after it.
 */
public final class HandWrittenWorker implements Contender {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int BATCHES_UNDER_WAY = 4;

    private final JsonJobs jobs;
    private final HikariDataSource pool;
    private final RunJob run;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            CONNECTIONS, Thread.ofPlatform().name("bench-worker-", 1).factory());
    private final KafkaConsumer<String, byte[]> consumer;
    private final BlockingQueue<WorkerBatch> underWay = new ArrayBlockingQueue<>(BATCHES_UNDER_WAY);
    private final WorkerPublisher publisher;
    private final Thread polling = Thread.ofPlatform().name("bench-worker-poll").unstarted(this::pollUntilClosed);
    private final AskOverKafka asking;

    /** On topics that exist. */
    public HandWrittenWorker(
            String servers, String topic, String replyTopic, BenchDatabase database, Delivered delivery) {
        this(servers, new JsonJobs(topic, replyTopic), topic, database, delivery);
    }

    /** Asked on one topic, which something else relays to the topic of its jobs. */
    HandWrittenWorker(String servers, JsonJobs jobs, String asked, BenchDatabase database, Delivered delivery) {
        this.jobs = jobs;
        this.pool = database.pool(CONNECTIONS);
        this.run = new RunJob(pool);
        this.consumer = new KafkaConsumer<>(
                reading(servers, "bench-worker"), new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(jobs.topic()));
        this.publisher = new WorkerPublisher(servers, delivery, underWay);
        this.asking = new AskOverKafka(
                servers, jobs.replyTopic(), new JsonJobs(asked, jobs.replyTopic())::job, JsonJobs::rows);
        publisher.start();
        polling.start();
    }

    /** As a worker reads its jobs. */
    static Map<String, Object> reading(String servers, String group) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", servers);
        settings.put("group.id", group);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        return settings;
    }

    @Override
    public Asking ready(List<Question> questions) {
        return asking.ready(questions);
    }

    @Override
    public void close() {
        asking.close();
        consumer.wakeup();
        try {
            polling.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
        threads.close();
        pool.close();
    }

    private void pollUntilClosed() {
        try (consumer) {
            while (true) {
                publisher.offsetsToCommit().ifPresent(offsets -> consumer.commitAsync(offsets, null));
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    underWay.put(begin(records));
                }
            }
        } catch (WakeupException | InterruptException | InterruptedException closed) {
            // Only close() ends it.
        }
    }

    private WorkerBatch begin(ConsumerRecords<String, byte[]> records) {
        return new WorkerBatch(
                StreamSupport.stream(records.spliterator(), false)
                        .map(record -> threads.submit(() -> run(record)))
                        .toList(),
                records.nextOffsets(),
                consumer.groupMetadata());
    }

    private ProducerRecord<String, byte[]> run(ConsumerRecord<String, byte[]> record) throws Exception {
        return jobs.run(record.key(), record.value(), run);
    }
}
