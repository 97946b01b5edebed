package dev.sluice.schemas.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowStreamTest {
    @Test
    void rowsComeOutAsTheyStandThere() throws IOException {
        assertThat(rows("[[1,\"a\"],[1.0E300,null]][[\"]\\\\\",[\"x\",[\"\\\"[\"]]]][]\n[ [ true ] , [{\"a\":[1]}]]"))
                .containsExactly(
                        "[1,\"a\"]", "[1.0E300,null]", "[\"]\\\\\",[\"x\",[\"\\\"[\"]]]", "[ true ]", "[{\"a\":[1]}]");
    }

    @Test
    void aRowLongerThanAnyBufferIsOneRow() throws IOException {
        String row = "[\"" + "🏔,]".repeat(100_000) + "\"]";

        assertThat(rows("[" + row + "," + row + "]")).containsExactly(row, row);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[1]", "[[1", "[[\"a", "[[\"a\\\"]]"})
    void rowsThatEndInTheMiddleAreAnError(String text) {
        assertThatThrownBy(() -> rows(text)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[1]", "[\"a\"]", "{\"a\":[1]}", "[{\"a\":1}]", "]", "[[1]]]"})
    void whatIsNoArrayOfRowsIsAnError(String text) {
        assertThatThrownBy(() -> rows(text)).isInstanceOf(IOException.class);
    }

    @Test
    void anEndBetweenTwoRowsIsAnErrorIfThereWereToBeMore() throws IOException {
        try (RowStream stream = new RowStream(new ByteArrayInputStream("[[1],[2]]".getBytes(UTF_8)), 3)) {
            assertThat(stream.next()).isPresent();
            assertThat(stream.next()).isPresent();
            assertThatThrownBy(stream::next).isInstanceOf(EOFException.class).hasMessageContaining("1 rows too early");
        }
    }

    private static List<String> rows(String text) throws IOException {
        List<String> rows = new ArrayList<>();
        // Few bytes at a time, as from a network.
        InputStream source = new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 7));
            }
        };
        try (RowStream stream = new RowStream(source)) {
            for (Optional<byte[]> row = stream.next(); row.isPresent(); row = stream.next()) {
                rows.add(new String(row.get(), UTF_8));
            }
        }
        return rows;
    }
}
