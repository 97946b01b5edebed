package dev.sluice.executor.engine.db2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FAULTS F2 58 for the types that Derby does not have: the texts are those that Db2's driver gives. */
final class Db2RuleTest {
    @ParameterizedTest
    @CsvSource({
        "decfloat, 1234567890123456789012345678901234, 1234567890123456789012345678901234",
        "decfloat, 1E-3, 0.001",
        "decfloat, NaN, NaN",
        "decfloat, -Infinity, -Infinity",
        "timestamp, 0001-01-01 00:00:00.0, 0001-01-01T00:00:00",
    })
    void a_value_without_a_number_of_its_own_in_json_is_a_string_with_every_digit(
            String type, String text, String value) throws IOException {
        StringWriter written = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(written)) {
            Db2Rule.of(type).write(text, json);
        }

        assertThat(written).hasToString("\"" + value + "\"");
    }
}
