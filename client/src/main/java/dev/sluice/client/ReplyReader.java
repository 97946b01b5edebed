package dev.sluice.client;

import dev.sluice.client.trace.ClientSpans;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the reply topic from its end and completes the future of each job that is followed. Replies to others are skipped by their key,
 * without being decoded, and those of another tenant by what they say; one that cannot be decoded fails the job of its key. {@link #follow} may be called from any thread.
 */
final class ReplyReader implements AutoCloseable, TopicThread.Reading {
    private static final Logger log = LoggerFactory.getLogger(ReplyReader.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Messages messages;
    private final ClientSettings settings;
    private final ClientSpans spans;
    private final TopicThread thread;
    private final Map<String, Following> following = new ConcurrentHashMap<>();
    private volatile @Nullable ClientException ended;

    private record Following(String tenant, ReplyAssembly assembly, CompletableFuture<JobResult> result) {}

    ReplyReader(
            Consumer<String, byte[]> consumer,
            String topic,
            Messages messages,
            ClientSettings settings,
            ClientSpans spans) {
        this.messages = messages;
        this.settings = settings;
        this.spans = spans;
        this.thread = new TopicThread("sluice-replies", consumer, topic, this);
    }

    /** Fixes the position at the end of every partition, then reads on. Blocks up to 20 s for the broker. */
    void start() {
        thread.start();
    }

    CompletableFuture<JobResult> follow(String tenant, String jobId) {
        CompletableFuture<JobResult> result = new CompletableFuture<>();
        Following job = new Following(tenant, new ReplyAssembly(settings.maxResultBytes(), settings.results()), result);
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
        thread.close();
    }

    @Override
    public void readWhileOpen() throws InterruptedException {
        while (thread.open()) {
            ConsumerRecords<String, byte[]> replies = thread.poll(POLL);
            for (TopicPartition partition : replies.partitions()) {
                read(replies.records(partition));
            }
        }
    }

    @Override
    public void missed(ClientException why) {
        fail(why);
    }

    @Override
    public void ended(ClientException why) {
        ended = why;
        fail(why);
    }

    private void fail(ClientException why) {
        following.values().forEach(job -> TopicThread.aside(() -> job.result().completeExceptionally(why)));
    }

    private void read(List<ConsumerRecord<String, byte[]>> replies) throws InterruptedException {
        for (ConsumerRecord<String, byte[]> reply : replies) {
            Following job = reply.key() == null ? null : following.get(reply.key());
            if (job == null) {
                continue;
            }
            Decoded<QueryReply> decoded = messages.decode(QueryReply.class, reply.value());
            if (thread.readAgain(reply, decoded)) {
                return;
            }
            take(job, reply, decoded);
        }
    }

    private void take(Following job, ConsumerRecord<String, byte[]> record, Decoded<QueryReply> decoded) {
        if (decoded instanceof Decoded.Message<QueryReply> message) {
            if (message.value().getTenant().equals(job.tenant())) {
                spans.received(record, message.value());
                complete(job, message.value());
            }
        } else if (decoded instanceof Decoded.Undecodable<QueryReply> bad) {
            log.atWarn()
                    .addKeyValue("jobId", record.key())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("a reply cannot be decoded; whoever waits for its job is told");
            TopicThread.aside(() -> job.result().completeExceptionally(undecodable(bad.error())));
        }
    }

    // It may be the OUTCOME, after which nothing comes.
    private static ClientException undecodable(JobError error) {
        return new ClientException(
                error.getCode(),
                "a reply to this job cannot be decoded: look the job up by its id: " + error.getMessage(),
                null);
    }

    private static void complete(Following job, QueryReply reply) {
        try {
            job.assembly()
                    .accept(reply)
                    .ifPresent(result -> TopicThread.aside(() -> job.result().complete(result)));
        } catch (ClientException e) {
            TopicThread.aside(() -> job.result().completeExceptionally(e));
        }
    }
}
