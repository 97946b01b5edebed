package dev.sluice.schemas.result;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Keeps results until they expire. Thread-safe. A result is there as a whole or not at all, and never changes.
 *
 * <p>Every method may block for I/O and throws IOException when the store does not do what was asked; {@link ResultGoneException}
 * when there is no such result, or no longer.
 */
public interface ResultStore extends AutoCloseable {
    /** Begins a result. What is written takes bounded memory, and nobody sees it before it is published. */
    ResultWriter create(ResultPlace place) throws IOException;

    /** The manifest as it was published. */
    String manifest(ResultPlace place) throws IOException;

    /** The row bytes from this offset to the end. The caller closes the stream, at any point. */
    InputStream rows(ResultPlace place, long offset) throws IOException;

    /**
     * Deletes results whose last day is before {@code today} (UTC), and what was begun, never published and not touched since
     * {@code abandoned}. Returns how many results went. May run in several processes at once. Goes on behind what
     * cannot be deleted, and throws at the end.
     */
    int sweep(LocalDate today, Instant abandoned) throws IOException;

    @Override
    void close();
}
