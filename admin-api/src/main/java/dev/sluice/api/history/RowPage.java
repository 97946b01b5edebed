package dev.sluice.api.history;

import dev.sluice.schemas.result.RowStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Rows cut out of chunks, each copied byte for byte, so that no number changes on the way. A page holds at least one row and then
 * stops before it holds more bytes than its range allows. Not thread-safe.
 */
public final class RowPage {
    private final RowRange range;
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private int count;
    private boolean full;

    public RowPage(RowRange range) {
        this.range = range;
        rows.write('[');
    }

    /** Takes from a chunk, a JSON array of rows whose first is row number {@code first} of the result, what belongs to the page. */
    public void take(byte[] chunk, long first) {
        try (RowStream rows = new RowStream(new ByteArrayInputStream(chunk))) {
            take(rows, first);
        } catch (IOException e) {
            throw new UncheckedIOException("A kept chunk of rows is no JSON", e);
        }
    }

    /** Takes what belongs to the page from rows of which the next is row number {@code first} of the result. */
    public void take(RowStream from, long first) throws IOException {
        long number = first;
        while (!complete()) {
            Optional<byte[]> row = from.next();
            if (row.isEmpty()) {
                return;
            }
            if (number++ >= range.offset()) {
                append(row.get());
            }
        }
    }

    /** Whether no further row can be taken. */
    public boolean complete() {
        return full || count >= range.limit();
    }

    /** Number of rows taken. */
    public int count() {
        return count;
    }

    /** The rows as a JSON array. */
    public String json() {
        return rows.toString(StandardCharsets.UTF_8) + "]";
    }

    /** The rows one by one. */
    public RowStream stream() {
        return new RowStream(new ByteArrayInputStream(json().getBytes(StandardCharsets.UTF_8)));
    }

    private void append(byte[] row) {
        if (count > 0 && rows.size() + row.length > range.mostBytes()) {
            full = true;
            return;
        }
        if (count > 0) {
            rows.write(',');
        }
        rows.writeBytes(row);
        count++;
    }
}
