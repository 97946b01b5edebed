package dev.sluice.standalone.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class CapsTest {
    @Test
    void rowsAreAWholeNumberAndBytesASizeAsInTheSettings() {
        assertThat(new Caps.Rows().convert("1000000")).isEqualTo(1_000_000);
        assertThat(new Caps.Bytes().convert("1000")).isEqualTo(1_000);
        assertThat(new Caps.Bytes().convert("64MiB")).isEqualTo(64 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "", "many", "1KiB", "1234567890123456789"})
    void whatIsNoNumberOfRowsIsRefused(String text) {
        assertThatThrownBy(() -> new Caps.Rows().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("use a whole number from 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0KiB", "-1", "1.5", "", "many", "99999999999TiB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> new Caps.Bytes().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("'" + text + "' ");
    }
}
