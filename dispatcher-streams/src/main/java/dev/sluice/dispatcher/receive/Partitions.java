package dev.sluice.dispatcher.receive;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/** Which partition a database belongs to: as Kafka's Java producer puts a record with that key. */
public record Partitions(int count) {
    /** A key that belongs to this partition. */
    public String keyOf(int partition) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "partition-" + number)
                .filter(key -> of(key) == partition)
                .findFirst()
                .orElseThrow();
    }

    int of(String database) {
        return Utils.toPositive(Utils.murmur2(database.getBytes(StandardCharsets.UTF_8))) % count;
    }
}
