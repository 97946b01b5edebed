package dev.sluice.api;

import dev.sluice.runtime.settings.SettingsReader;
import java.time.Duration;

/**
 * How long a call waits at most.
 *
 * @param waiting for a job to end, if the call asks for that
 * @param publish for Kafka to acknowledge a request, before the answer is 503
 * @param answer for the dispatcher to answer a question about a job, before the answer is 504
 * @param result for the history to have the rows of a job that has ended, before the answer is 503
 */
public record Patience(Duration waiting, Duration publish, Duration answer, Duration result) {

    /** Reads {@code api.patience.*}. */
    static Patience read(SettingsReader reader) {
        return new Patience(
                reader.duration(
                        "api.patience.wait",
                        Duration.ofSeconds(60),
                        "Longest time a call can wait for a job with ?wait="),
                reader.duration(
                        "api.patience.publish",
                        Duration.ofSeconds(5),
                        "Longest time Kafka may take to acknowledge a request before the caller gets a 503"),
                reader.duration(
                        "api.patience.answer",
                        Duration.ofSeconds(5),
                        "Longest time the dispatcher may take to explain a job before the caller gets a 504"),
                reader.duration(
                        "api.patience.result",
                        Duration.ofSeconds(5),
                        "Longest time a call for rows waits for the history to have them"));
    }
}
