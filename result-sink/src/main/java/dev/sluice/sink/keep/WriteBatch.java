package dev.sluice.sink.keep;

import dev.sluice.sink.fold.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Writes what records say and moves their offsets, in one transaction or not at all. */
final class WriteBatch {
    private static final String UNKNOWN = "";

    private final HistoryDatabase history;
    private final InstantSource clock;

    WriteBatch(HistoryDatabase history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    /** Keeps these records if every offset stands at {@code from}; after {@link Kept.Done} it stands at {@link #after}. */
    Kept write(List<Taken> records, Map<TopicPartition, Long> from) {
        Rows rows = Rows.fold(records.stream().map(Taken::rows).toList());
        try (Connection connection = history.connect()) {
            for (Map.Entry<TopicPartition, Long> to : after(records).entrySet()) {
                if (!MoveOffset.run(connection, to.getKey(), from.get(to.getKey()), to.getValue())) {
                    connection.rollback();
                    return new Kept.Overtaken();
                }
            }
            Instant now = clock.instant();
            InsertChunks.run(connection, rows.chunks(), now);
            InsertDeadLetters.run(connection, rows.deadLetters());
            UpsertJobs.run(connection, rows.jobs());
            connection.commit();
            return new Kept.Done();
        } catch (SQLException failed) {
            return verdict(failed);
        } catch (DateTimeException unstorable) {
            return new Kept.Refused(UNKNOWN, "a time that PostgreSQL cannot hold");
        }
    }

    /** The offsets after these records, which are in order within each partition. */
    static Map<TopicPartition, Long> after(List<Taken> records) {
        Map<TopicPartition, Long> after = new HashMap<>();
        records.forEach(taken -> after.put(taken.partition(), taken.source().offset() + 1));
        return after;
    }

    /** Classes 22 (data), 23 (constraint) and 54 (too large) are the fault of a record; anything else is not. */
    private static Kept verdict(SQLException failed) {
        String state = failed.getSQLState() == null ? UNKNOWN : failed.getSQLState();
        boolean record = state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
        // Messages of classes 22 and 23 quote the value: name the state alone.
        return record
                ? new Kept.Refused(state, "PostgreSQL refused the row with SQLSTATE " + state)
                : new Kept.Unavailable(reason(failed, state));
    }

    private static String reason(SQLException failed, String state) {
        return state.isEmpty() ? failed.getClass().getSimpleName() : "SQLSTATE " + state;
    }
}
