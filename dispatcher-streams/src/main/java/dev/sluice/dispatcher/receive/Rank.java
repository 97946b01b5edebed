package dev.sluice.dispatcher.receive;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The order in which sources are read. Streams takes the record with the lowest timestamp first, so the "timestamp" of a record is
 * the rank of its topic: the clock of a producer must not decide who goes first. What leaves carries a time of its own.
 */
public final class Rank implements TimestampExtractor {
    private final Map<String, Long> ranks;

    /** Topics in rank order, the one to be read first first. */
    public Rank(List<String> topics) {
        ranks = IntStream.range(0, topics.size())
                .boxed()
                .collect(Collectors.toUnmodifiableMap(topics::get, Integer::longValue));
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> read, long partitionTime) {
        return ranks.getOrDefault(read.topic(), (long) ranks.size());
    }
}
