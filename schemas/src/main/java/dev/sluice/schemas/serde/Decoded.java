package dev.sluice.schemas.serde;

import dev.sluice.message.JobError;

/** What became of bytes that should be a message. */
public sealed interface Decoded<T> {
    /** They were one. */
    record Message<T>(T value) implements Decoded<T> {}

    /** They are not and never will be; the error says why. */
    record Undecodable<T>(JobError error) implements Decoded<T> {}

    /** Nobody can say yet: the registry does not answer. Try again later; the bytes are not to blame. */
    record RegistryDown<T>(String reason) implements Decoded<T> {}
}
