package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.Engine;
import dev.sluice.executor.engine.mysql.MariaDbEngine;
import dev.sluice.executor.engine.mysql.MySqlEngine;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both drivers give the same JSON for the same value, and it is PostgreSQL's. FAULTS F2 58. */
@ParameterizedClass
@ValueSource(classes = {MariaDbEngine.class, MySqlEngine.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MySqlTypesIT {
    @Parameter
    @SuppressWarnings("NullAway.Init")
    private Class<? extends Engine> kind;

    @SuppressWarnings("NullAway.Init")
    private MySqlBench on;

    @BeforeParameterizedClassInvocation
    void start() throws SQLException {
        on = new MySqlBench(kind, "types");
    }

    @AfterAll
    void stop() {
        on.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "tinyint(1)|127|127",
                "boolean|true|1",
                "smallint unsigned|65535|65535",
                "mediumint|-5|-5",
                "int unsigned|4294967295|4294967295",
                "bigint|-9223372036854775808|-9223372036854775808",
                "bigint unsigned|18446744073709551615|\"18446744073709551615\"",
                "decimal(10,2)|12.50|\"12.50\"",
                "decimal(65,30)|1e-30|\"0.000000000000000000000000000001\"",
                "float|1.1|1.1",
                "double|0.1|0.1",
                "double|1e300|1.0E300",
                "bit(1)|b'1'|\"1\"",
                "bit(5)|b'101'|\"00101\"",
                "bit(64)|18446744073709551615|\"1111111111111111111111111111111111111111111111111111111111111111\"",
                "year|2020|2020",
                "date|'2020-01-31'|\"2020-01-31\"",
                "date|'9999-12-31'|\"9999-12-31\"",
                "time(2)|'08:09:10.5'|\"08:09:10.5\"",
                "time|'838:59:59'|\"838:59:59\"",
                "time(6)|'-100:00:00.000001'|\"-100:00:00.000001\"",
                "datetime|'2020-01-31 12:00:00'|\"2020-01-31T12:00:00\"",
                "datetime(6)|'2020-01-31 12:00:00.123456'|\"2020-01-31T12:00:00.123456\"",
                "datetime(6)|'2020-01-31 12:00:00.1'|\"2020-01-31T12:00:00.1\"",
                "timestamp(3) NULL|'2020-01-31 12:00:00.5'|\"2020-01-31T12:00:00.5Z\"",
                "char(3)|'x'|\"x\"",
                "varchar(9)|CONCAT('a', CHAR(0), 'b')|\"a\\u0000b\"",
                "varchar(20)|'Zürich 🏔'|\"Zürich 🏔\"",
                "varchar(20) CHARACTER SET latin1|'é'|\"é\"",
                "text|'it\\'s'|\"it's\"",
                "longtext|''|\"\"",
                "enum('a','b')|'b'|\"b\"",
                "set('a','b')|'a,b'|\"a,b\"",
                "binary(2)|x'dead'|\"3q0=\"",
                "varbinary(9)|x'deadbeef'|\"3q2+7w==\"",
                "longblob|x'00'|\"AA==\"",
                "json|'{\"b\": 1}'|\"{\\\"b\\\": 1}\"",
                "uuid|'6b3f6c1e-0000-7000-8000-000000000000'|\"6b3f6c1e-0000-7000-8000-000000000000\"",
                "inet6|'::1'|\"::1\"",
                "point|point(1,2)|\"AAAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA==\"",
                "int|NULL|null",
                "bit(3)|NULL|null",
                "blob|NULL|null",
                "timestamp NULL|NULL|null",
            })
    void every_type_reads_as_its_rule_says(String type, String literal, String json) throws SQLException {
        on.direct().run("CREATE OR REPLACE TABLE typed(v " + type + ") CHARACTER SET utf8mb4");
        on.direct().run("INSERT INTO typed VALUES (" + literal + ")");

        assertThat(on.jobs().rows(on.read("SELECT v FROM typed"))).isEqualTo("[[" + json + "]]");
    }

    /** Six digits are all that the server says of a float; made a double it has all that it holds. */
    @ParameterizedTest
    @CsvSource({
        "16777217, 1.67772E7, 1.6777216E7",
        "123456.789, 123457.0, 123456.7890625",
        "0.1, 0.1, 0.10000000149011612",
    })
    void a_float_reads_with_six_digits_unless_it_is_made_a_double(String literal, String json, String all)
            throws SQLException {
        on.direct().run("CREATE OR REPLACE TABLE typed(v float)");
        on.direct().run("INSERT INTO typed VALUES (" + literal + ")");

        assertThat(on.jobs().rows(on.read("SELECT v, v + 0e0 FROM typed"))).isEqualTo("[[" + json + "," + all + "]]");
    }

    /** Prepared statements of the server would bring values in binary form. Connector/J heeds the pool's word, MariaDB's driver the URL's. */
    @ParameterizedTest
    @CsvSource({"16777217, 1.67772E7, 1.6777216E7", "123456.789, 123457.0, 123456.79", "0.1, 0.1, 0.1"})
    void a_float_in_binary_form_reads_with_the_digits_that_tell_it_from_others(String literal, String text, String all)
            throws SQLException {
        on.direct().run("CREATE OR REPLACE TABLE typed(v float)");
        on.direct().run("INSERT INTO typed VALUES (" + literal + ")");
        String url = MariaServer.shared().url(on.name(), on.database()) + "?useServerPrepStmts=true";
        try (ExecuteBench prepared = new ExecuteBench(on.engine(), url, "root")) {
            String json = kind == MariaDbEngine.class ? all : text;

            assertThat(prepared.rows(on.read("SELECT v FROM typed"))).isEqualTo("[[" + json + "]]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date|0000-00-00",
                "date|2020-00-00",
                "date|2020-02-00",
                "datetime(3)|0000-00-00 00:00:00",
                "timestamp NULL|0000-00-00 00:00:00",
            })
    void a_date_that_is_none_is_null(String type, String text) throws SQLException {
        on.direct().run("CREATE OR REPLACE TABLE zero(v " + type + ")");
        on.direct().run("SET STATEMENT sql_mode = '' FOR INSERT INTO zero VALUES ('" + text + "')");

        assertThat(on.jobs().rows(on.read("SELECT v FROM zero"))).isEqualTo("[[null]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "LONG|7|?|7",
                "LONG|3000000000|?|3000000000",
                "DECIMAL|12.50|?|\"12.50\"",
                "TEXT|it's|?|\"it's\"",
                "TEXT|back\\slash 🏔|?|\"back\\\\slash 🏔\"",
                "TEXT|5|5 = ?|1",
                "DATE|2020-01-31|CAST(? AS date)|\"2020-01-31\"",
                "TIME|08:09:10|CAST(? AS time)|\"08:09:10\"",
                "TIME|23:59:59.9999999|CAST(? AS time(6))|\"23:59:59.999999\"",
                "TIMESTAMP|2020-01-31T23:59:59.9999999|CAST(? AS datetime(6))|\"2020-01-31T23:59:59.999999\"",
                "TIMESTAMP|2020-01-31T12:00:00.25|CAST(? AS datetime(6))|\"2020-01-31T12:00:00.25\"",
                "TIMESTAMP_WITH_ZONE|2020-01-31T12:00:00+02:00|CAST(? AS datetime)|\"2020-01-31T10:00:00\"",
                "UUID|6b3f6c1e-0000-7000-8000-000000000000|?|\"6b3f6c1e-0000-7000-8000-000000000000\"",
                "JSON|{\"a\":\"\\n\"}|JSON_VALUE(?, '$.a')|\"\\n\"",
            })
    void every_parameter_type_is_bound_as_itself(ParameterType type, String text, String expression, String json) {
        Object value = type == ParameterType.LONG ? (Object) Long.valueOf(text) : text;
        assertThat(on.jobs().rows(on.read("SELECT " + expression, Jobs.parameter(type, value))))
                .isEqualTo("[[" + json + "]]");
    }

    @Test
    void bytes_booleans_doubles_and_nulls_are_bound_too() {
        ParameterValue bytes = Jobs.parameter(ParameterType.BYTES, ByteBuffer.wrap(new byte[] {1, 39, 92, 0}));

        assertThat(on.jobs()
                        .rows(on.read(
                                "SELECT ?, ?, CAST(? AS double)",
                                bytes,
                                Jobs.parameter(ParameterType.BOOLEAN, true),
                                Jobs.parameter(ParameterType.DOUBLE, 0.5))))
                .isEqualTo("[[\"ASdcAA==\",1,0.5]]");
        for (ParameterType type : ParameterType.values()) {
            ParameterValue nothing =
                    ParameterValue.newBuilder().setType(type).setValue(null).build();
            assertThat(on.jobs().rows(on.read("SELECT ?", nothing))).isEqualTo("[[null]]");
        }
    }

    @Test
    void a_double_that_is_no_number_is_refused() {
        var outcome = on.jobs().outcome(on.read("SELECT ?", Jobs.parameter(ParameterType.DOUBLE, Double.NaN)));

        assertThat(outcome.getError().getCode()).isEqualTo(ErrorCode.INVALID_PARAMETERS);
    }

    @Test
    void column_names_may_be_repeated() {
        assertThat(on.jobs().outcome(on.read("SELECT 'x' AS a, 'y' AS a")).getColumns())
                .extracting("name", "type", "encoding")
                .containsExactly(Tuple.tuple("a", "varchar", "text"), Tuple.tuple("a", "varchar", "text"));
    }
}
