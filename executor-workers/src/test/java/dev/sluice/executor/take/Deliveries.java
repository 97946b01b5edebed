package dev.sluice.executor.take;

import dev.sluice.executor.take.progress.CommittedProgress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Deliveries without a broker. */
public final class Deliveries {
    private static final AtomicLong OFFSET = new AtomicLong();

    private Deliveries() {}

    /** A record nobody had before, or one that somebody may have had. */
    public static Delivery delivery(boolean mayHaveRunBefore) {
        long offset = OFFSET.getAndIncrement();
        long logEnd = mayHaveRunBefore ? offset + 1 : offset;
        Holding holding =
                new Holding(new TopicPartition("jobs", 0), logEnd, CommittedProgress.at(offset), Optional.empty());
        var record = new ConsumerRecord<>("jobs", 0, offset, "key", new byte[0]);
        holding.take(record);
        return new Delivery(holding, record);
    }

    /** A record with this trace. */
    public static Delivery traced(String traceparent) {
        long offset = OFFSET.getAndIncrement();
        Holding holding =
                new Holding(new TopicPartition("jobs", 0), offset, CommittedProgress.at(offset), Optional.empty());
        var record = new ConsumerRecord<>("jobs", 0, offset, "key", new byte[0]);
        record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
        return new Delivery(holding, record);
    }
}
