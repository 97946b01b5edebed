package dev.sluice.api;

import dev.sluice.api.follow.FollowSettings;
import dev.sluice.api.history.HistorySettings;
import dev.sluice.api.serve.WebSettings;
import dev.sluice.runtime.kafka.KafkaConnection;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;

/**
 * Every knob of the API.
 *
 * @param publishTimeout longest time Kafka may take to acknowledge a request before the caller gets a 503
 * @param resultPatience longest time a call for rows waits for the history to catch up with a job that has ended
 */
public record AdminApiSettings(
        KafkaConnection kafka,
        Topics topics,
        WebSettings web,
        FollowSettings follow,
        HistorySettings history,
        Duration publishTimeout,
        Duration resultPatience) {

    /** Reads {@code kafka.client.*}, {@code topics.prefix}, {@code history.*} and {@code api.*}. */
    public static AdminApiSettings read(SettingsReader reader) {
        return new AdminApiSettings(
                KafkaConnection.read(reader),
                new Topics(reader.text("topics.prefix", "sluice", "First part of the name of every topic")),
                WebSettings.read(reader),
                FollowSettings.read(reader),
                HistorySettings.read(reader),
                reader.duration(
                        "api.publishTimeout",
                        Duration.ofSeconds(5),
                        "Longest time Kafka may take to acknowledge a request before the caller gets a 503"),
                reader.duration(
                        "api.resultPatience",
                        Duration.ofSeconds(3),
                        "Longest time a call for rows waits for the history to have them"));
    }
}
