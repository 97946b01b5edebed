package dev.sluice.sink.fold;

import java.nio.ByteBuffer;

/** Rows of a result as they travelled: a JSON array of arrays, UTF-8. An inline result is chunk 0. */
public record ResultChunk(String resultId, int chunk, long rowCount, ByteBuffer rows) {
    public ResultChunk {
        resultId = PlainText.storable(resultId);
        rows = rows.asReadOnlyBuffer();
    }
}
