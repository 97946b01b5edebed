package dev.sluice.executor.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.core.Oid;

final class PostgresTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "bool|t|true",
                "int8|-9223372036854775808|-9223372036854775808",
                "numeric|12.50|\"12.50\"",
                "numeric|NaN|\"NaN\"",
                "float8|1e+20|1.0E20",
                "float8|-Infinity|\"-Infinity\"",
                "float4|1.1|1.1",
                "date|2020-01-31|\"2020-01-31\"",
                "timestamp|2020-01-31 12:00:00.5|\"2020-01-31T12:00:00.5\"",
                "timestamp|infinity|\"infinity\"",
                "timestamp|0044-03-15 12:00:00 BC|\"0044-03-15T12:00:00 BC\"",
                "timestamptz|2020-01-31 12:00:00+00|\"2020-01-31T12:00:00Z\"",
                "timestamptz|2020-01-31 23:30:00.25-05:30|\"2020-02-01T05:00:00.25Z\"",
                "timestamptz|0001-01-01 00:30:00+01|\"0001-12-31T23:30:00Z BC\"",
                "timestamptz|10000-01-01 00:00:00+02|\"9999-12-31T22:00:00Z\"",
                "timestamptz|-infinity|\"-infinity\"",
                "bytea|\\x68690a|\"aGkK\"",
                "bytea|hi\\012|\"aGkK\"",
                "jsonb|{\"a\": 1}|\"{\\\"a\\\": 1}\"",
                "uuid|6b3f6c1e-0000-7000-8000-000000000000|\"6b3f6c1e-0000-7000-8000-000000000000\"",
                "int4[]|{1,NULL,-3}|[1,null,-3]",
                "int4[]|{}|[]",
                "int4[]|[0:1]={7,8}|[7,8]",
                "int4[]|{{1,2},{3,4}}|[[1,2],[3,4]]",
                "text[]|{plain,\"with \\\"quotes\\\", commas\",\"NULL\",NULL,\"\"}"
                        + "|[\"plain\",\"with \\\"quotes\\\", commas\",\"NULL\",null,\"\"]",
                "numeric[]|{1.50,NaN}|[\"1.50\",\"NaN\"]",
                "bool[]|{t,f}|[true,false]",
                "timestamptz[]|{\"2020-01-31 12:00:00+00\"}|[\"2020-01-31T12:00:00Z\"]",
                "box[]|{(1,1),(0,0);(3,3),(2,2)}|[\"(1,1),(0,0)\",\"(3,3),(2,2)\"]",
                "interval|1 day 02:00:00|\"1 day 02:00:00\"",
                "unspecified|happy|\"happy\"",
            })
    void every_type_has_one_json_form(String type, String text, String json) throws IOException, SQLException {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
            rule(type).write(text, generator);
        }
        assertThat(out).hasToString(json);
    }

    private static PostgresText rule(String type) throws SQLException {
        return type.endsWith("[]")
                ? new PostgresArray(rule(type.substring(0, type.length() - 2)), type.equals("box[]") ? ';' : ',')
                : PostgresText.of(Oid.valueOf(type));
    }
}
