package dev.sluice.standalone.cli.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterArgumentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5 | {\"type\":\"LONG\",\"value\":5}",
                "-7 | {\"type\":\"LONG\",\"value\":-7}",
                "12.50 | {\"type\":\"DECIMAL\",\"value\":\"12.50\"}",
                "99999999999999999999 | {\"type\":\"DECIMAL\",\"value\":\"99999999999999999999\"}",
                "true | {\"type\":\"BOOLEAN\",\"value\":true}",
                "null | {\"type\":\"TEXT\",\"value\":null}",
                "null:date | {\"type\":\"DATE\",\"value\":null}",
                "text:5 | {\"type\":\"TEXT\",\"value\":\"5\"}",
                "text:null | {\"type\":\"TEXT\",\"value\":\"null\"}",
                "text: | {\"type\":\"TEXT\",\"value\":\"\"}",
                "hello | {\"type\":\"TEXT\",\"value\":\"hello\"}",
                "http://x/y | {\"type\":\"TEXT\",\"value\":\"http://x/y\"}",
                "date:2020-01-31 | {\"type\":\"DATE\",\"value\":\"2020-01-31\"}",
                "double:1.5e3 | {\"type\":\"DOUBLE\",\"value\":1500.0}",
                "timestamptz:2020-01-31T12:00:00Z | {\"type\":\"TIMESTAMP_WITH_ZONE\",\"value\":\"2020-01-31T12:00:00Z\"}",
                "DATE:2020-01-31 | {\"type\":\"DATE\",\"value\":\"2020-01-31\"}",
            })
    void bindsAsWhatItLooksLikeOrAsItsPrefixSays(String argument, String json) {
        assertThat(ParameterArgument.parse(argument).toJson().toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"date:tomorrow", "long:1.5", "boolean:yes", "uuid:1", "bytes:%%%", "null:colour"})
    void saysWhatWouldBeRight(String argument) {
        assertThatThrownBy(() -> ParameterArgument.parse(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(":", argument.substring(argument.indexOf(':') + 1));
    }

    @Test
    void namesAnExampleOfTheType() {
        assertThatThrownBy(() -> ParameterArgument.parse("date:tomorrow"))
                .hasMessage("'tomorrow' is no date: use such as date:2020-01-31");
    }
}
