package dev.sluice.sink.read;

import dev.sluice.message.JobError;
import dev.sluice.sink.fold.DeadLetterRow;
import dev.sluice.sink.fold.Rows;
import dev.sluice.sink.keep.Keeper;
import dev.sluice.sink.keep.Kept;
import dev.sluice.sink.keep.Taken;
import dev.sluice.sink.understand.RecordReading;
import dev.sluice.sink.understand.Understanding;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn of reading after the other: place if need be, take, understand, keep. Not thread-safe. */
final class ReadTurn implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReadTurn.class);
    /** New partitions are found, and a database that went away while all was quiet is noticed, this often. */
    private static final Duration PLACE_EVERY = Duration.ofSeconds(10);

    private final TopicReader reader;
    private final RecordReading reading;
    private final Keeper keeper;
    private final BatchPace pace;
    private final ReadMeters meters;
    private final InstantSource clock;
    private Instant placeAt = Instant.MIN;

    ReadTurn(
            TopicReader reader,
            RecordReading reading,
            Keeper keeper,
            BatchPace pace,
            ReadMeters meters,
            InstantSource clock) {
        this.reader = reader;
        this.reading = reading;
        this.keeper = keeper;
        this.pace = pace;
        this.meters = meters;
        this.clock = clock;
    }

    Turn next() {
        Turn turn = attempt();
        if (turn instanceof Turn.Trouble || turn instanceof Turn.StandAside) {
            placeAt = Instant.MIN;
        }
        return turn;
    }

    private Turn attempt() {
        try {
            Instant now = clock.instant();
            if (!now.isBefore(placeAt)) {
                Optional<String> missing = reader.place(keeper.standing());
                if (missing.isPresent()) {
                    return new Turn.Trouble("topic " + missing.get() + " does not exist yet");
                }
                placeAt = now.plus(PLACE_EVERY);
            }
            List<ConsumerRecord<byte[], byte[]>> batch = reader.take(pace);
            meters.lag(reader.lag());
            return batch.isEmpty() ? quiet() : keep(batch, now);
        } catch (SQLException failed) {
            return new Turn.Trouble("history delayed: PostgreSQL: " + failed.getMessage());
        } catch (KafkaException failed) {
            return new Turn.Trouble("history delayed: Kafka: " + failed.getMessage());
        }
    }

    private Turn quiet() {
        return reader.caughtUp() ? new Turn.CaughtUp() : new Turn.Idle();
    }

    private Turn keep(List<ConsumerRecord<byte[], byte[]>> batch, Instant now) {
        List<Taken> taken = new ArrayList<>(batch.size());
        for (ConsumerRecord<byte[], byte[]> source : batch) {
            switch (reading.read(source, now)) {
                case Understanding.Understood(Rows rows) -> taken.add(new Taken(source, rows));
                case Understanding.Nonsense(JobError error) -> taken.add(deadLetter(source, error, now));
                case Understanding.NotNow(String reason) -> {
                    return new Turn.Trouble("history delayed: schema registry: " + reason);
                }
            }
        }
        long begun = System.nanoTime();
        Kept kept = keeper.keep(taken);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return switch (kept) {
            case Kept.Done() -> went(taken.size(), took);
            case Kept.Overtaken() -> overtaken();
            case Kept.Unavailable(String reason) -> new Turn.Trouble("history delayed: PostgreSQL: " + reason);
            case Kept.Refused refused -> throw new IllegalStateException("not cut down to one record: " + refused);
        };
    }

    private Turn went(int records, Duration took) {
        pace.kept(records, took);
        meters.kept(records, took);
        return new Turn.Went();
    }

    private Turn overtaken() {
        meters.overtaken();
        return new Turn.StandAside();
    }

    private Taken deadLetter(ConsumerRecord<byte[], byte[]> source, JobError error, Instant now) {
        meters.nonsense();
        log.atWarn()
                .addKeyValue("topic", source.topic())
                .addKeyValue("partition", source.partition())
                .addKeyValue("offset", source.offset())
                .addKeyValue("errorCode", error.getCode())
                .log("a record makes no sense; it becomes a dead letter");
        return new Taken(source, Rows.of(DeadLetterRow.of(source, error, DeadLetterRow.Concerns.NOBODY, now)));
    }

    @Override
    public void close() {
        reader.close();
    }
}
