package dev.sluice.schemas.result;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes rows one by one out of JSON arrays of rows that follow one another, each byte for byte as it stands there. Memory holds one row.
 * Not thread-safe; what is no such array gives an IOException.
 */
public final class RowStream implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final int MOST_ROW_BYTES = 64 * 1024 * 1024;

    private final InputStream source;
    private long missing;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private byte[] row = new byte[1024];
    private int length;
    private int depth;

    public RowStream(InputStream source) {
        this(source, 0);
    }

    /** Of a source that has so many rows at least: an end before that is an EOFException, also where it is between two rows. */
    public RowStream(InputStream source, long rows) {
        this.source = source;
        this.missing = rows;
    }

    /** The next row, or nothing at the end. */
    public Optional<byte[]> next() throws IOException {
        Optional<byte[]> found = find();
        if (found.isPresent()) {
            missing--;
        } else if (missing > 0) {
            throw new EOFException("the rows end %d rows too early".formatted(missing));
        }
        return found;
    }

    private Optional<byte[]> find() throws IOException {
        length = 0;
        while (true) {
            int c = read();
            if (c < 0) {
                if (depth > 0) {
                    throw new EOFException("the rows end in the middle");
                }
                return Optional.empty();
            }
            if (depth > 1) {
                append(c);
            }
            if (c == '"' && depth > 1) {
                string();
            } else if (c == '[' || c == '{') {
                open(c);
            } else if ((c == ']' || c == '}') && --depth == 1) {
                return Optional.of(Arrays.copyOf(row, length));
            } else if (depth < 0 || (depth < 2 && c != ',' && c != ']' && c > ' ')) {
                throw new IOException("the rows are no JSON arrays of arrays");
            }
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void open(int bracket) throws IOException {
        if (++depth == 2) {
            append(bracket);
        }
        if (depth < 3 && bracket == '{') {
            throw new IOException("the rows are no JSON arrays of arrays");
        }
    }

    private void string() throws IOException {
        boolean escaped = false;
        while (true) {
            int c = read();
            if (c < 0) {
                throw new EOFException("the rows end in the middle");
            }
            append(c);
            if (c == '"' && !escaped) {
                return;
            }
            escaped = c == '\\' && !escaped;
        }
    }

    private void append(int c) throws IOException {
        if (length == row.length) {
            if (length >= MOST_ROW_BYTES) {
                throw new IOException("a row is larger than any that is ever written");
            }
            row = Arrays.copyOf(row, length * 2);
        }
        row[length++] = (byte) c;
    }

    private int read() throws IOException {
        if (at == end) {
            at = 0;
            end = source.read(buffer);
            if (end <= 0) {
                end = 0;
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }
}
