package dev.sluice.sink.read;

/** How one turn of reading went. */
sealed interface Turn {
    /** Records were kept. */
    record Went() implements Turn {}

    /** Nothing to read, and nothing is waiting. */
    record CaughtUp() implements Turn {}

    /** Nothing came within the time; whether anything waits is not known. */
    record Idle() implements Turn {}

    /** Another instance keeps the same records. */
    record StandAside() implements Turn {}

    /** Something needed does not work; nothing is lost, it waits in Kafka. */
    record Trouble(String why) implements Turn {}
}
