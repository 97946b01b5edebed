package dev.sluice.executor.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.message.Column;
import dev.sluice.message.TruncationReason;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RowEncoderTest {
    private static final int INLINE = 64;
    private static final int CHUNK = 128;
    private static final int MESSAGE = 256;

    private final List<String> chunks = new ArrayList<>();
    private final List<Long> chunkRows = new ArrayList<>();

    @Test
    void an_empty_result_is_an_empty_array() throws SQLException {
        EncodedRows rows = encode(0, 1, 100, 1_000);

        assertThat(text(rows)).isEqualTo("[]");
        assertThat(rows.rowCount()).isZero();
        assertThat(rows.chunks()).isZero();
    }

    @Test
    void a_small_result_is_inline() throws SQLException {
        EncodedRows rows = encode(3, 1, 100, 1_000);

        assertThat(text(rows)).isEqualTo("[[\"1\"],[\"2\"],[\"3\"]]");
        assertThat(rows.truncated()).isEqualTo(TruncationReason.NONE);
    }

    @Test
    void the_row_cap_cuts_and_says_so_only_if_there_was_more() throws SQLException {
        assertThat(encode(4, 1, 3, 1_000).truncated()).isEqualTo(TruncationReason.MAX_ROWS);
        assertThat(encode(4, 1, 3, 1_000).rowCount()).isEqualTo(3);
        assertThat(encode(3, 1, 3, 1_000).truncated()).isEqualTo(TruncationReason.NONE);
    }

    @Test
    void the_byte_cap_leaves_out_the_row_that_would_pass_it() throws SQLException {
        EncodedRows rows = encode(100, 1, 1_000, 20);

        assertThat(text(rows)).isEqualTo("[[\"1\"],[\"2\"],[\"3\"]]");
        assertThat(rows.truncated()).isEqualTo(TruncationReason.MAX_BYTES);
    }

    @Test
    void a_row_no_message_can_carry_is_refused() {
        assertThatThrownBy(() -> encode(1, 300, 10, 10_000)).isInstanceOf(RowTooLargeException.class);
    }

    @Property(tries = 200)
    void chunks_hold_every_row_once_in_order_and_hash_to_what_is_promised(
            @ForAll @IntRange(min = 0, max = 400) int count, @ForAll @IntRange(min = 1, max = 200) int width)
            throws Exception {
        chunks.clear();
        chunkRows.clear();
        EncodedRows rows = encode(count, width, 1_000, 1_000_000);

        List<String> parts = rows.inline() == null ? chunks : List.of(text(rows));
        StringBuilder joined = new StringBuilder();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String part : parts) {
            assertThat(part).startsWith("[").endsWith("]");
            assertThat(part.length()).isLessThanOrEqualTo(Math.max(CHUNK, width + 10));
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            joined.append(joined.isEmpty() ? "" : ",").append(part, 1, part.length() - 1);
        }
        assertThat(joined.toString()).isEqualTo(expected(count, width));
        assertThat(rows.sha256()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
        assertThat(rows.chunks()).isEqualTo(rows.inline() == null ? chunks.size() : 0);
        assertThat(rows.rowCount()).isEqualTo(count);
        if (rows.inline() == null) {
            assertThat(chunkRows.stream().mapToLong(Long::longValue).sum()).isEqualTo(count);
        }
    }

    private static String expected(int count, int width) {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            all.append(i > 1 ? "," : "").append("[\"").append(value(i, width)).append("\"]");
        }
        return all.toString();
    }

    private static String value(int row, int width) {
        String number = Integer.toString(row);
        return number + "x".repeat(Math.max(0, width - number.length()));
    }

    private EncodedRows encode(int count, int width, long maxRows, long maxBytes) throws SQLException {
        AtomicInteger row = new AtomicInteger();
        Cell cell = (rows, index, json) -> json.writeString(value(row.get(), width));
        RowCaps caps = new RowCaps(maxRows, maxBytes, INLINE, CHUNK, MESSAGE);
        RowEncoder encoder = new RowEncoder(caps, (chunk, bytes, rowCount) -> {
            assertThat(chunk).isEqualTo(chunks.size());
            chunks.add(new String(bytes, StandardCharsets.UTF_8));
            chunkRows.add(rowCount);
        });
        return encoder.encode(
                counting(count, row), List.of(new EncodedColumn(new Column("c", "text", "text", true), cell)));
    }

    /** A result that has so many rows and nothing else. */
    private static ResultSet counting(int count, AtomicInteger row) {
        return (ResultSet) Proxy.newProxyInstance(
                RowEncoderTest.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, args) -> row.incrementAndGet() <= count);
    }

    private static String text(EncodedRows rows) {
        return rows.inline() == null ? "" : new String(rows.inline(), StandardCharsets.UTF_8);
    }

    @Test
    void cells_write_through_the_generator_they_are_given() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new com.fasterxml.jackson.core.JsonFactory().createGenerator(bytes)) {
            json.writeNumber(Double.NaN);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\"NaN\"");
    }
}
