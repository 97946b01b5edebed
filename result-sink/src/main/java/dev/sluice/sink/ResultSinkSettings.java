package dev.sluice.sink;

import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.sink.keep.HistorySettings;
import dev.sluice.sink.read.ReadSettings;
import dev.sluice.sink.retain.RetentionSettings;

/** Every knob of the sink. */
public record ResultSinkSettings(
        KafkaConnection kafka,
        Topics topics,
        HistorySettings history,
        ReadSettings reading,
        RetentionSettings retention) {
    /** Reads {@code kafka.client.*}, {@code topics.prefix}, {@code history.*} and {@code sink.*}. */
    public static ResultSinkSettings read(SettingsReader reader) {
        return new ResultSinkSettings(
                KafkaConnection.read(reader),
                new Topics(reader.text("topics.prefix", "sluice", "First part of the name of every topic")),
                HistorySettings.read(reader),
                ReadSettings.read(reader),
                RetentionSettings.read(reader));
    }
}
