package dev.sluice.standalone.cli.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;

class ArrivingRowsTest {
    private static InputStream lines(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Test
    void rowsComeInOrderAndThenNone() throws Exception {
        try (ArrivingRows rows = new ArrivingRows(lines("[1]\n[2]\n[3.10]\n"), 0)) {
            assertThat(rows.next(2).toString()).isEqualTo("[[1],[2]]");
            assertThat(rows.next(2).toString()).isEqualTo("[[3.10]]");
            assertThat(rows.next(2)).isEmpty();
        }
    }

    @Test
    void aResultThatBreaksOffSaysWhereToGoOn() throws Exception {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        InputStream half = new SequenceInputStream(lines("[1]\n[2]\n[3]\n[4"), broken);
        try (ArrivingRows rows = new ArrivingRows(half, 1_000)) {
            assertThat(rows.next(2)).hasSize(2);
            assertThatThrownBy(() -> rows.next(2))
                    .isInstanceOf(ApiUnreachableException.class)
                    .hasMessageContaining("--offset 1002");
        }
    }
}
