package dev.sluice.standalone.cli.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.standalone.cli.print.Json;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The rows of a result as they arrive. For one thread; to be closed. */
public final class ArrivingRows implements AutoCloseable {
    private final JsonParser rows;
    private long offset;

    ArrivingRows(InputStream lines, long offset) throws IOException {
        this.rows = Json.values(lines);
        this.offset = offset;
    }

    /** The next rows, at most so many; none after the last. Throws if the result breaks off, without those that came since the last call. */
    public ArrayNode next(int most) throws ApiException {
        ArrayNode some = Json.array();
        try {
            while (some.size() < most) {
                @Nullable JsonNode row = rows.readValueAsTree();
                if (row == null) {
                    break;
                }
                some.add(row);
            }
        } catch (IOException brokenOff) {
            throw new ApiUnreachableException("the result broke off after " + offset
                    + " rows: they are as they should be; get the others with: sluice result --offset " + offset);
        }
        offset += some.size();
        return some;
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException unread) {
            // Whoever closes it early wants no more of it.
        }
    }
}
