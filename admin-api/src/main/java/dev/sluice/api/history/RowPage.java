package dev.sluice.api.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Rows cut out of chunks, each copied byte for byte, so that no number changes on the way. A page holds at least one row and then
 * stops before {@link #MOST_BYTES}. Not thread-safe.
 */
public final class RowPage {
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

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
        long number = first;
        try (JsonParser parser = JSON.createParser(chunk)) {
            requireArray(parser.nextToken());
            while (!complete() && parser.nextToken() == JsonToken.START_ARRAY) {
                int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                if (number >= range.offset()) {
                    append(chunk, start, end - start);
                }
                number++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A kept chunk of rows is no JSON", e);
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

    private void append(byte[] chunk, int start, int length) {
        if (count > 0 && rows.size() + length > MOST_BYTES) {
            full = true;
            return;
        }
        if (count > 0) {
            rows.write(',');
        }
        rows.write(chunk, start, length);
        count++;
    }

    private static void requireArray(JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            throw new IllegalStateException("A kept chunk of rows is no array");
        }
    }
}
