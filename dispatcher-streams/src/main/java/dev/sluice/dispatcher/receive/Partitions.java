package dev.sluice.dispatcher.receive;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition a database belongs to: as Kafka's Java producer puts a record with that key. */
public record Partitions(int count) {
    int of(String database) {
        return Utils.toPositive(Utils.murmur2(database.getBytes(StandardCharsets.UTF_8))) % count;
    }
}
