package dev.sluice.api.follow;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka where topics end now. It asks over a connection of its own, because a broker answers a connection in order and the
 * reader's is nearly always busy with a fetch that waits for data. However many ask, one question is under way. Thread-safe.
 */
public final class EndOffsets implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Admin admin;
    private @Nullable CompletableFuture<Map<TopicPartition, Long>> running;
    private @Nullable CompletableFuture<Map<TopicPartition, Long>> next;

    public EndOffsets(Admin admin) {
        this.admin = admin;
    }

    /** Ends taken after this call: of what is committed, where there are transactions. */
    synchronized CompletableFuture<Map<TopicPartition, Long>> now(Set<TopicPartition> partitions) {
        if (running == null) {
            return ask(partitions);
        }
        // The question under way may have been answered before this call.
        if (next != null) {
            return next;
        }
        // Set before it hangs on the question under way, which may be answered in this moment, and on this thread.
        CompletableFuture<Map<TopicPartition, Long>> promised = new CompletableFuture<>();
        next = promised;
        var unused = running.handle((ends, failure) -> partitions)
                .thenCompose(this::askNext)
                .whenComplete((ends, failure) -> {
                    if (failure == null) {
                        promised.complete(ends);
                    } else {
                        promised.completeExceptionally(failure);
                    }
                });
        return promised;
    }

    private synchronized CompletableFuture<Map<TopicPartition, Long>> askNext(Set<TopicPartition> partitions) {
        next = null;
        return ask(partitions);
    }

    private CompletableFuture<Map<TopicPartition, Long>> ask(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(TIMEOUT_MILLIS);
        CompletableFuture<Map<TopicPartition, Long>> asked = admin.listOffsets(latest, options)
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(EndOffsets::offsets);
        running = asked;
        return asked.whenComplete((ends, failure) -> answered());
    }

    private synchronized void answered() {
        if (running != null && running.isDone()) {
            running = null;
        }
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> found) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        found.forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    @Override
    public void close() {
        admin.close(CLOSE_TIMEOUT);
    }
}
