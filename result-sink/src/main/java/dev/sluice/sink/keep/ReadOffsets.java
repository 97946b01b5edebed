package dev.sluice.sink.keep;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where reading goes on, for every partition read before. */
final class ReadOffsets {
    private static final String SQL = "SELECT topic, partition, next_offset FROM sluice.consumer_offset";

    private ReadOffsets() {}

    static Map<TopicPartition, Long> run(Connection connection) throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SQL);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return offsets;
    }
}
