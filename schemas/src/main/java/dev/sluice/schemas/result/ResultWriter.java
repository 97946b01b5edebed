package dev.sluice.schemas.result;

import java.io.IOException;

/** Writes one result. Used by one thread. Closing what was not published gives it up and leaves nothing behind that a sweep does not find. */
public interface ResultWriter extends AutoCloseable {
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Makes the result visible, with its manifest, all at once and safe against a crash. Nothing can be written after. */
    void publish(String manifest) throws IOException;

    @Override
    void close() throws IOException;
}
