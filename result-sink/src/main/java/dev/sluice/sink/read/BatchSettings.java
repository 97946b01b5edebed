package dev.sluice.sink.read;

import dev.sluice.runtime.settings.DataSize;
import dev.sluice.runtime.settings.SettingsReader;
import java.time.Duration;

/**
 * How much is kept in one transaction.
 *
 * @param maxRecords most records in a batch
 * @param maxBytes most bytes in a batch, give or take one poll
 * @param minLinger shortest wait for more records after the first
 * @param maxLinger longest wait for more records after the first
 * @param target a batch that takes longer than this to keep is followed by smaller ones
 */
public record BatchSettings(
        int maxRecords, DataSize maxBytes, Duration minLinger, Duration maxLinger, Duration target) {
    public static final BatchSettings DEFAULT = new BatchSettings(
            16_000, DataSize.ofMebibytes(16), Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofSeconds(1));

    /** Reads {@code sink.batch.*}. */
    public static BatchSettings read(SettingsReader reader) {
        BatchSettings settings = new BatchSettings(
                reader.integer(
                        "sink.batch.maxRecords",
                        DEFAULT.maxRecords,
                        1,
                        100_000,
                        "Most records kept in one transaction"),
                reader.size("sink.batch.maxBytes", DEFAULT.maxBytes, "Most bytes kept in one transaction"),
                reader.duration(
                        "sink.batch.minLinger",
                        DEFAULT.minLinger,
                        "Shortest wait to fill a batch; the wait grows with the time PostgreSQL takes"),
                reader.duration("sink.batch.maxLinger", DEFAULT.maxLinger, "Longest wait to fill a batch"),
                reader.duration(
                        "sink.batch.target", DEFAULT.target, "Batches that take longer to keep than this get smaller"));
        if (settings.minLinger.compareTo(settings.maxLinger) > 0) {
            reader.problem("sink.batch.minLinger", "must not be longer than sink.batch.maxLinger");
            return DEFAULT;
        }
        return settings;
    }
}
