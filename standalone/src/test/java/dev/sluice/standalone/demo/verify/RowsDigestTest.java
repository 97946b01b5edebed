package dev.sluice.standalone.demo.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsDigestTest {
    private static RowsDigest digest(boolean ordered, List<List<String>> rows) {
        RowsDigester digester = new RowsDigester(ordered);
        rows.forEach(digester::add);
        return digester.finish();
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void orderCountsOnlyWhereTheQueryDeterminesIt() {
        List<List<String>> rows = List.of(List.of("n1"), List.of("n2"), List.of("n3"));
        List<List<String>> turned = List.of(List.of("n3"), List.of("n1"), List.of("n2"));

        assertThat(digest(false, rows)).isEqualTo(digest(false, turned));
        assertThat(digest(true, rows)).isNotEqualTo(digest(true, turned));
    }

    @Test
    void aRowTooManyOrAValueMovedToItsNeighbourShows() {
        assertThat(digest(false, List.of(List.of("ta"), List.of("ta"))))
                .isNotEqualTo(digest(false, List.of(List.of("ta"))));
        assertThat(digest(false, List.of(List.of("tab", "tc"))))
                .isNotEqualTo(digest(false, List.of(List.of("ta", "tbc"))));
    }

    @Test
    void theSameRowByJdbcAndByReplyIsTheSame() throws IOException {
        RowsDigester jdbc = new RowsDigester(true);
        jdbc.add(Arrays.asList(
                CanonicalValue.of(7),
                CanonicalValue.of(new BigDecimal("12.500")),
                CanonicalValue.of(0.1 + 0.2),
                CanonicalValue.of("text"),
                CanonicalValue.of(Date.valueOf("1998-12-01")),
                CanonicalValue.of((Object) null),
                CanonicalValue.of(new byte[] {0, 1, 2}),
                CanonicalValue.of(true)));

        RowsDigest reply = ReplyRows.digest(
                List.of("integer", "decimal", "double", "text", "date", "text", "base64", "boolean"),
                json("[[7, \"12.50\", 0.3, \"text\", \"1998-12-01\", null, \"AAEC\", true]]"),
                true);

        assertThat(reply).isEqualTo(jdbc.finish());
    }

    @Test
    void aNumberIsNotTheTextOfIt() throws IOException {
        assertThat(CanonicalValue.of(json("\"5\""), "text")).isNotEqualTo(CanonicalValue.of(5));
        assertThat(CanonicalValue.of(json("\"5.0\""), "decimal")).isEqualTo(CanonicalValue.of(5L));
        assertThat(CanonicalValue.of(json("5.0"), "double")).isEqualTo(CanonicalValue.of(5.0));
    }
}
