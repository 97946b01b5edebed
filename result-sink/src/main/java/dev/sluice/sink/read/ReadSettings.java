package dev.sluice.sink.read;

import dev.sluice.runtime.settings.SettingsReader;
import java.time.Duration;

/** How the sink reads: size and pace of batches, and how long an overtaken instance stands aside. */
public record ReadSettings(BatchSettings batch, Duration standAside) {
    /** Reads {@code sink.batch.*} and {@code sink.standAside}. */
    public static ReadSettings read(SettingsReader reader) {
        return new ReadSettings(
                BatchSettings.read(reader),
                reader.duration(
                        "sink.standAside",
                        Duration.ofSeconds(5),
                        "How long an instance waits when another one keeps the same records"));
    }
}
