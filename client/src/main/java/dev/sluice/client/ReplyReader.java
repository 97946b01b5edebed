package dev.sluice.client;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the reply topic from its end, outside any group, and completes the future of each job that is followed. Replies to others are skipped
 * by their key, without being decoded. One thread; {@link #follow} may be called from any.
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
    private final Thread thread = new Thread(this::readUntilClosed, "sluice-replies");

    private record Following(ReplyAssembly assembly, CompletableFuture<JobResult> result) {}

    ReplyReader(Consumer<String, byte[]> consumer, String topic, Messages messages, long maxResultBytes) {
        this.consumer = consumer;
        this.topic = topic;
        this.messages = messages;
        this.maxResultBytes = maxResultBytes;
        thread.setDaemon(true);
    }

    /** Fixes the position at the end of every partition, then reads on. Blocks up to 10 s for the broker. */
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

    CompletableFuture<JobResult> follow(String jobId) {
        CompletableFuture<JobResult> result = new CompletableFuture<>();
        Following existing = following.putIfAbsent(jobId, new Following(new ReplyAssembly(maxResultBytes), result));
        if (existing != null) {
            return existing.result().copy();
        }
        var unused = result.whenComplete((done, failed) -> following.remove(jobId));
        return result;
    }

    @Override
    public void close() {
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
                for (ConsumerRecord<String, byte[]> reply : consumer.poll(POLL)) {
                    take(reply);
                }
            }
        } catch (WakeupException e) {
            abandon("the client was closed", e);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("reading replies failed; no further result arrives in this client");
            abandon("reading replies failed: " + e.getMessage() + "; look the job up by its id", e);
        }
    }

    private void take(ConsumerRecord<String, byte[]> reply) {
        Following job = reply.key() == null ? null : following.get(reply.key());
        if (job == null) {
            return;
        }
        try {
            Decoded<QueryReply> decoded = messages.decode(QueryReply.class, reply.value());
            if (decoded instanceof Decoded.Message<QueryReply> message) {
                Optional<JobResult> whole = job.assembly().accept(message.value());
                whole.ifPresent(job.result()::complete);
            } else {
                log.atWarn()
                        .addKeyValue("jobId", reply.key())
                        .addKeyValue("partition", reply.partition())
                        .addKeyValue("offset", reply.offset())
                        .log("skipped a reply that cannot be decoded");
            }
        } catch (ClientException e) {
            job.result().completeExceptionally(e);
        }
    }

    private void abandon(String reason, Throwable cause) {
        ClientException failure = new ClientException(ErrorCode.KAFKA_UNAVAILABLE, reason, cause);
        following.values().forEach(job -> job.result().completeExceptionally(failure));
    }
}
