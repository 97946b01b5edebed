package dev.sluice.api.follow;

/** Whether everything that was in Kafka when somebody asked has been read. */
public sealed interface CaughtUp {
    /** It has. */
    record Passed() implements CaughtUp {}

    /** It has not within the time there was; the reason is for the caller. */
    record Behind(String why) implements CaughtUp {}
}
