package dev.sluice.api.follow;

import dev.sluice.runtime.settings.DataSize;
import dev.sluice.runtime.settings.SettingsReader;
import java.time.Duration;

/** How far back the topics are read at the start, and how much of what was read is kept in memory. */
public record FollowSettings(Duration lookback, DataSize memory) {

    /** Reads {@code api.follow.*}. */
    public static FollowSettings read(SettingsReader reader) {
        return new FollowSettings(
                reader.duration(
                        "api.follow.lookback",
                        Duration.ofMinutes(10),
                        "How far back requests, events and replies are read at the start; older jobs are in the history"),
                reader.size(
                        "api.follow.memory",
                        DataSize.ofMebibytes(64),
                        "Memory for recent jobs and their small results"));
    }
}
