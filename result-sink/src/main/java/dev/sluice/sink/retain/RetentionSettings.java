package dev.sluice.sink.retain;

import dev.sluice.runtime.settings.SettingsReader;
import java.time.Duration;

/**
 * What is kept for how long.
 *
 * @param age ended jobs, results and dead letters older than this are deleted
 * @param jobs of the ended jobs, at most about this many are kept, the newest; dead letters likewise
 * @param interval time from one purge to the next
 * @param batch rows deleted in one transaction
 */
public record RetentionSettings(Duration age, int jobs, Duration interval, int batch) {
    /** Reads {@code sink.retention.*}. */
    public static RetentionSettings read(SettingsReader reader) {
        return new RetentionSettings(
                reader.duration(
                        "sink.retention.age",
                        Duration.ofDays(7),
                        "How long ended jobs, results and dead letters are kept"),
                reader.integer(
                        "sink.retention.jobs",
                        1_000_000,
                        1,
                        Integer.MAX_VALUE,
                        "How many ended jobs are kept at most, and how many dead letters"),
                reader.duration("sink.retention.interval", Duration.ofMinutes(1), "Time between two purges"),
                reader.integer("sink.retention.batch", 1_000, 1, 100_000, "Rows deleted in one transaction"));
    }
}
