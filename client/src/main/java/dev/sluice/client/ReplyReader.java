package dev.sluice.client;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the reply topic from its end, outside any group, and completes the future of each job that is followed. Replies to others are skipped
 * by their key, without being decoded, and those of another tenant by what they say. One thread; {@link #follow} may be called from any.
 */
final class ReplyReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReplyReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration START = Duration.ofSeconds(10);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final Messages messages;
    private final long maxResultBytes;
    private final Map<String, Following> following = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::readUntilClosed, "sluice-replies");
    private volatile @Nullable ClientException ended;

    private record Following(String tenant, ReplyAssembly assembly, CompletableFuture<JobResult> result) {}

    ReplyReader(Consumer<String, byte[]> consumer, String topic, Messages messages, long maxResultBytes) {
        this.consumer = consumer;
        this.topic = topic;
        this.messages = messages;
        this.maxResultBytes = maxResultBytes;
        thread.setDaemon(true);
    }

    /** Fixes the position at the end of every partition, then reads on. Blocks up to 20 s for the broker. */
    void start() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, START).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new ClientException(
                    ErrorCode.KAFKA_UNAVAILABLE,
                    "there is no topic " + topic + ": create it with sluice topics create",
                    null);
        }
        consumer.assign(partitions);
        consumer.endOffsets(partitions, START).forEach(consumer::seek);
        thread.start();
    }

    CompletableFuture<JobResult> follow(String tenant, String jobId) {
        CompletableFuture<JobResult> result = new CompletableFuture<>();
        Following job = new Following(tenant, new ReplyAssembly(maxResultBytes), result);
        Following existing = following.putIfAbsent(jobId, job);
        if (existing != null && !existing.tenant().equals(tenant)) {
            return CompletableFuture.failedFuture(new ClientException(
                    ErrorCode.CONFLICT, "job " + jobId + " is followed for another tenant: use another id", null));
        }
        if (existing != null) {
            return existing.result().copy();
        }
        var unused = result.whenComplete((done, failed) -> following.remove(jobId, job));
        // After the put: a reader that ends now has either seen this job or set this.
        ClientException end = ended;
        if (end != null) {
            result.completeExceptionally(end);
        }
        return result;
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUntilClosed() {
        try (consumer) {
            while (closing.getCount() > 0) {
                ConsumerRecords<String, byte[]> replies = consumer.poll(POLL);
                for (TopicPartition partition : replies.partitions()) {
                    read(partition, replies.records(partition));
                }
            }
            abandon("the client was closed", null);
        } catch (WakeupException e) {
            abandon("the client was closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon("the client was interrupted", e);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("reading replies failed; no further result arrives in this client");
            abandon("reading replies failed: " + e.getMessage() + "; look the job up by its id", e);
        }
    }

    private void read(TopicPartition partition, List<ConsumerRecord<String, byte[]>> replies)
            throws InterruptedException {
        for (ConsumerRecord<String, byte[]> reply : replies) {
            Following job = reply.key() == null ? null : following.get(reply.key());
            if (job == null) {
                continue;
            }
            Decoded<QueryReply> decoded = messages.decode(QueryReply.class, reply.value());
            if (decoded instanceof Decoded.RegistryDown<QueryReply> down) {
                log.atWarn().addKeyValue("jobId", reply.key()).log("reply waits for the registry: {}", down.reason());
                consumer.seek(partition, reply.offset());
                var unused = closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            take(job, reply, decoded);
        }
    }

    private static void take(Following job, ConsumerRecord<String, byte[]> record, Decoded<QueryReply> decoded) {
        if (decoded instanceof Decoded.Message<QueryReply> message) {
            if (message.value().getTenant().equals(job.tenant())) {
                complete(job, message.value());
            }
        } else {
            log.atWarn()
                    .addKeyValue("jobId", record.key())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("skipped a reply that cannot be decoded");
        }
    }

    private static void complete(Following job, QueryReply reply) {
        try {
            job.assembly().accept(reply).ifPresent(job.result()::complete);
        } catch (ClientException e) {
            job.result().completeExceptionally(e);
        }
    }

    private void abandon(String reason, @Nullable Throwable cause) {
        ClientException failure = new ClientException(ErrorCode.KAFKA_UNAVAILABLE, reason, cause);
        ended = failure;
        following.values().forEach(job -> job.result().completeExceptionally(failure));
    }
}
