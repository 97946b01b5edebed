package dev.sluice.sink.keep;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Moves the offset of one partition, if it stands where this reader left it.
 *
 * <p>The row stays locked until the transaction ends, so of two writers the second waits here and then finds it moved.
 */
final class MoveOffset {
    private static final String FIRST = "INSERT INTO sluice.consumer_offset (next_offset, topic, partition)"
            + " VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String NEXT = "UPDATE sluice.consumer_offset SET next_offset = ?"
            + " WHERE topic = ? AND partition = ? AND next_offset = ?";

    private MoveOffset() {}

    /** True if moved; false if it was elsewhere. {@code from} is null for a partition never read before. */
    static boolean run(Connection connection, TopicPartition partition, @Nullable Long from, long to)
            throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(from == null ? FIRST : NEXT)) {
            move.setLong(1, to);
            move.setString(2, partition.topic());
            move.setInt(3, partition.partition());
            if (from != null) {
                move.setLong(4, from);
            }
            return move.executeUpdate() == 1;
        }
    }
}
