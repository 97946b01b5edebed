package dev.sluice.executor.engine.postgresql.guard;

import java.io.IOException;
import java.io.InputStream;

/**
 * Shows the guard what is read. Nothing is buffered here. What an {@link InputStream} does else, such as to skip, is done by reading. Used
 * by one thread at a time.
 */
final class GuardedInput extends InputStream {
    private final InputStream from;
    private final AnswerGuard guard;

    GuardedInput(InputStream from, AnswerGuard guard) {
        this.from = from;
        this.guard = guard;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
        int count = from.read(into, at, most);
        if (count > 0) {
            guard.follow(into, at, count);
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return from.available();
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
