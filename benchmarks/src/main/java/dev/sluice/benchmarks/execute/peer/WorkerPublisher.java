package dev.sluice.benchmarks.execute.peer;

import dev.sluice.executor.publish.Delivered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes batches in order, all that are done at once, at most every few milliseconds: tuned as the executor's publisher is. */
final class WorkerPublisher implements AutoCloseable {
    private static final Duration GROUP_GAP = Duration.ofMillis(5);

    private final BlockingQueue<WorkerBatch> batches;
    private final boolean transactional;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Map<TopicPartition, OffsetAndMetadata>> toCommit = new AtomicReference<>();
    private final Thread thread =
            Thread.ofPlatform().name("bench-worker-publish").unstarted(this::publishUntilClosed);
    private long lastGroup = System.nanoTime();

    WorkerPublisher(String servers, Delivered delivery, BlockingQueue<WorkerBatch> batches) {
        this.batches = batches;
        this.transactional = delivery == Delivered.EXACTLY_ONCE;
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", servers, "batch.size", 256 * 1024));
        if (transactional) {
            settings.put("transactional.id", "bench-worker");
            settings.put("retry.backoff.ms", 5); // how long a transaction waits for the end of the one before
            settings.put("linger.ms", 5); // the flush ends it: one request for all
        } else {
            settings.put("linger.ms", 0);
        }
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    void start() {
        if (transactional) {
            producer.initTransactions();
        }
        thread.start();
    }

    /** Offsets whose replies are published and that the polling thread is to commit; none where transactions commit them. */
    Optional<Map<TopicPartition, OffsetAndMetadata>> offsetsToCommit() {
        return Optional.ofNullable(toCommit.getAndSet(null));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    private void publishUntilClosed() {
        try {
            while (true) {
                List<WorkerBatch> group = new ArrayList<>();
                group.add(batches.take());
                LockSupport.parkNanos(GROUP_GAP.toNanos() - (System.nanoTime() - lastGroup));
                List<ProducerRecord<String, byte[]>> replies = new ArrayList<>(replies(group.getFirst()));
                for (WorkerBatch next = batches.peek(); next != null && next.done(); next = batches.peek()) {
                    group.add(batches.take());
                    replies.addAll(replies(next));
                }
                publish(group, replies);
                lastGroup = System.nanoTime();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a statement of the worker failed", failed);
        }
    }

    private static List<ProducerRecord<String, byte[]>> replies(WorkerBatch batch)
            throws InterruptedException, ExecutionException {
        List<ProducerRecord<String, byte[]>> replies = new ArrayList<>();
        for (Future<ProducerRecord<String, byte[]>> reply : batch.replies()) {
            replies.add(reply.get());
        }
        return replies;
    }

    private void publish(List<WorkerBatch> group, List<ProducerRecord<String, byte[]>> replies) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        group.forEach(batch -> offsets.putAll(batch.offsets()));
        if (transactional) {
            producer.beginTransaction();
        }
        for (ProducerRecord<String, byte[]> reply : replies) {
            var unused = producer.send(reply);
        }
        producer.flush();
        if (transactional) {
            producer.sendOffsetsToTransaction(offsets, group.getLast().group());
            producer.commitTransaction();
        } else {
            toCommit.accumulateAndGet(offsets, WorkerPublisher::newer);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> newer(
            @Nullable Map<TopicPartition, OffsetAndMetadata> waiting,
            @Nullable Map<TopicPartition, OffsetAndMetadata> published) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        if (waiting != null) {
            all.putAll(waiting);
        }
        if (published != null) {
            all.putAll(published);
        }
        return all;
    }
}
