package dev.sluice.sink.keep;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.sink.fold.DeadLetterRow;
import dev.sluice.sink.fold.JobChange;
import dev.sluice.sink.fold.JobColumn;
import dev.sluice.sink.fold.Rows;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps batches and knows where the offsets stand. A batch that PostgreSQL refuses is cut in halves until the record to blame is
 * alone; that one becomes a dead letter. Not thread-safe: belongs to the reading thread.
 */
public final class Keeper {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    private final HistoryDatabase history;
    private final WriteBatch batch;
    private final InstantSource clock;
    private final Counter unkept;
    private Map<TopicPartition, Long> standing = Map.of();

    public Keeper(HistoryDatabase history, InstantSource clock, MeterRegistry meters) {
        this.history = history;
        this.batch = new WriteBatch(history, clock);
        this.clock = clock;
        this.unkept = meters.counter("sluice.sink.refused");
    }

    /** Reads where the offsets stand now. Call it first, and after anything but {@link Kept.Done}. */
    public Map<TopicPartition, Long> standing() throws SQLException {
        history.migrate();
        try (Connection connection = history.connect()) {
            standing = ReadOffsets.run(connection);
            connection.rollback();
        }
        return Map.copyOf(standing);
    }

    /** Keeps these records, in order. Never answers {@link Kept.Refused}. */
    public Kept keep(List<Taken> records) {
        return switch (write(records)) {
            case Kept.Refused refused when records.size() == 1 -> bury(records.getFirst(), refused);
            case Kept.Refused refused -> keepHalves(records);
            case Kept other -> other;
        };
    }

    private Kept keepHalves(List<Taken> records) {
        int middle = records.size() / 2;
        Kept first = keep(records.subList(0, middle));
        return first instanceof Kept.Done ? keep(records.subList(middle, records.size())) : first;
    }

    private Kept bury(Taken taken, Kept.Refused refused) {
        ErrorCode code = refused.sqlState().startsWith("23") ? ErrorCode.CONSTRAINT_VIOLATION : ErrorCode.DATA_ERROR;
        JobError error = ErrorCatalog.error(code, refused.reason());
        unkept.increment();
        log.atWarn()
                .addKeyValue("topic", taken.source().topic())
                .addKeyValue("partition", taken.source().partition())
                .addKeyValue("offset", taken.source().offset())
                .addKeyValue("errorCode", code)
                .log("a record cannot be kept as it is; it becomes a dead letter");
        DeadLetterRow letter = DeadLetterRow.of(taken.source(), error, concerns(taken.rows()), clock.instant());
        Kept buried = write(List.of(new Taken(taken.source(), Rows.of(letter))));
        // Not even a dead letter: the log line above is what remains, and the rest must go on.
        return buried instanceof Kept.Refused ? write(List.of(new Taken(taken.source(), Rows.NONE))) : buried;
    }

    private Kept write(List<Taken> records) {
        Kept kept = batch.write(records, standing);
        if (kept instanceof Kept.Done) {
            Map<TopicPartition, Long> moved = new HashMap<>(standing);
            moved.putAll(WriteBatch.after(records));
            standing = moved;
        }
        return kept;
    }

    private static DeadLetterRow.Concerns concerns(Rows rows) {
        if (rows.jobs().isEmpty()) {
            return DeadLetterRow.Concerns.NOBODY;
        }
        JobChange job = rows.jobs().getFirst();
        return new DeadLetterRow.Concerns(
                job.key().jobId(), job.key().tenant(), Objects.toString(job.get(JobColumn.DATABASE), null));
    }
}
