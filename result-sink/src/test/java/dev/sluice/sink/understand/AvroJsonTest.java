package dev.sluice.sink.understand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Column;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroJsonTest {
    @Test
    void fieldsKeepTheNamesOfTheMessage() {
        assertThat(AvroJson.text(List.of(new Column("n", "int4", "integer", false))))
                .isEqualTo("[{\"name\":\"n\",\"type\":\"int4\",\"encoding\":\"integer\",\"nullable\":false}]");
    }

    @Test
    void nothingIsNothing() {
        assertThat(AvroJson.text(null)).isNull();
        assertThat(AvroJson.text(List.of())).isNull();
        assertThat(AvroJson.text(Map.of())).isNull();
    }

    @Test
    void nulIsShownInNamesAndValues() {
        assertThat(AvroJson.text(Map.of("a\u0000", "b\u0000"))).isEqualTo("{\"a\u2400\":\"b\u2400\"}");
    }
}
