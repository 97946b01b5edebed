package dev.sluice.executor.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.sluice.message.Column;
import dev.sluice.message.TruncationReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Streams one JDBC result into JSON, an array of rows that are arrays of values. A small result ends up inline; a larger one
 * leaves in chunks while it is read, so that memory holds one chunk and one fetch at a time. One encoder per result.
 */
public final class RowEncoder {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8) // four bytes of UTF-8, not two escapes
            .build();

    private final RowCaps caps;
    private final ChunkTarget target;
    private final AtomicLong seen;
    private final FetchPace pace;
    private final RowBuffer buffer = new RowBuffer();
    private final MessageDigest digest = sha256();
    private TruncationReason truncated = TruncationReason.NONE;
    private long rowCount;
    /** Of rows alone, for the cap; what is sent has brackets around them and commas between. */
    private long bytes;

    private long sent;
    private int chunks;

    public RowEncoder(RowCaps caps, ChunkTarget target) {
        this(caps, target, new AtomicLong(), FetchPace.usual((rows, count) -> {}));
    }

    /** Somebody else may look at how many rows have been {@code seen}. */
    public RowEncoder(RowCaps caps, ChunkTarget target, AtomicLong seen, FetchPace pace) {
        this.pace = pace;
        this.seen = seen;
        this.caps = caps;
        this.target = target;
    }

    /** Reads to the end or to a cap. The result set stays open. Throws {@link RowTooLargeException} for a row no message can carry. */
    public EncodedRows encode(ResultSet rows, List<EncodedColumn> columns) throws SQLException {
        try (JsonGenerator json = JSON.createGenerator(buffer)) {
            json.setRootValueSeparator(null);
            while (rows.next() && withinRows() && append(rows, columns, json)) {
                seen.lazySet(++rowCount);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure); // the buffer is memory: only a broken cell can cause this
        }
        return finish(columns.stream().map(EncodedColumn::column).toList());
    }

    private boolean withinRows() {
        if (rowCount == caps.maxRows()) {
            truncated = TruncationReason.MAX_ROWS;
            return false;
        }
        return true;
    }

    /** Writes one row, or leaves it out and returns false if it would pass the byte cap. */
    private boolean append(ResultSet rows, List<EncodedColumn> columns, JsonGenerator json)
            throws SQLException, IOException {
        long room = caps.maxBytes() - bytes;
        int mark = buffer.beginRow(Math.min(room, caps.messageBytes()));
        try {
            write(rows, columns, json);
        } catch (RowBuffer.RowFullException full) {
            if (room > caps.messageBytes()) {
                throw new RowTooLargeException(caps.messageBytes());
            }
            buffer.truncate(mark);
            truncated = TruncationReason.MAX_BYTES;
            return false;
        }
        int rowBytes = buffer.size() - mark;
        bytes += rowBytes;
        pace.read(rows, rowBytes);
        if (buffer.size() >= caps.chunkBytes() && buffer.rows() > 0) {
            long complete = buffer.rows();
            emit(complete, buffer.cut(mark));
        }
        buffer.endRow();
        return true;
    }

    private static void write(ResultSet rows, List<EncodedColumn> columns, JsonGenerator json)
            throws SQLException, IOException {
        json.writeStartArray();
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).cell().write(rows, i + 1, json);
        }
        json.writeEndArray();
        json.flush();
    }

    private void emit(long rows, byte[] chunk) {
        digest.update(chunk);
        sent += chunk.length;
        target.accept(chunks++, chunk, rows);
    }

    private EncodedRows finish(List<Column> columns) {
        long rest = buffer.rows();
        byte[] last = buffer.end();
        if (chunks == 0 && last.length <= caps.inlineBytes()) {
            digest.update(last);
            return new EncodedRows(columns, rowCount, last.length, last, 0, hash(), truncated, null);
        }
        if (rest > 0) {
            emit(rest, last);
        }
        return new EncodedRows(columns, rowCount, sent, null, chunks, hash(), truncated, null);
    }

    private String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
