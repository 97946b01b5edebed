package dev.sluice.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RowPageTest {
    @Test
    void rowsAreCopiedByteForByteAcrossChunks() {
        RowPage page = new RowPage(new RowRange(1, 3));

        page.take(bytes("[[1],[2.50 , \"é]\"]]"), 0);
        page.take(bytes("[ [1e400], [null] , [5]]"), 2);

        assertThat(page.json()).isEqualTo("[[2.50 , \"é]\"],[1e400],[null]]");
        assertThat(page.count()).isEqualTo(3);
        assertThat(page.complete()).isTrue();
    }

    @Test
    void aRangeBeyondTheEndIsAnEmptyPage() {
        RowPage page = new RowPage(new RowRange(9, 3));

        page.take(bytes("[[1]]"), 0);
        page.take(bytes("[]"), 1);

        assertThat(page.json()).isEqualTo("[]");
    }

    @Test
    void aPageEndsEarlyRatherThanGrowWithoutBoundButNeverWithoutARow() {
        String row = "[\"" + "x".repeat(5 << 20) + "\"]";
        RowPage page = new RowPage(new RowRange(0, 10));

        page.take(bytes("[" + row + "," + row + "," + row + "]"), 0);

        assertThat(page.count()).isEqualTo(1);
        assertThat(page.complete()).isTrue();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
