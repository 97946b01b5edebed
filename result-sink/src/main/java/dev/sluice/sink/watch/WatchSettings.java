package dev.sluice.sink.watch;

import dev.sluice.runtime.settings.SettingsReader;
import java.time.Duration;

/**
 * How Kafka is watched.
 *
 * @param every time from one look to the next
 * @param stuckAfter a last stable offset that stands still for this long with records behind it raises the alarm
 */
public record WatchSettings(Duration every, Duration stuckAfter) {
    /** Reads {@code sink.watch.*}. */
    public static WatchSettings read(SettingsReader reader) {
        return new WatchSettings(
                reader.duration(
                        "sink.watch.every", Duration.ofSeconds(1), "Time between two looks for transactions left open"),
                reader.duration(
                        "sink.watch.stuckAfter",
                        Duration.ofSeconds(5),
                        "How long committed records may stand still before an alarm"));
    }
}
