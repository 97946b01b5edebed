package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.postgresql.PostgresEngine;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FAULTS F2 58 on PostgreSQL; {@link EnginesAgreeIT} has numbers of a thousand digits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresTypesIT {
    /** The driver prepares on the server from the fifth execution on, and values must not change then. */
    private static final int PAST_PREPARING = 25;

    private static final int MORE_THAN_A_FETCH = 1_000;

    private EmbeddedPostgres postgres;
    private ExecuteBench bench;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        bench = new ExecuteBench(new PostgresEngine(), postgres.getJdbcUrl("postgres", "postgres"), "postgres");
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA aside; CREATE TYPE aside.mood AS ENUM ('a', 'b c');"
                    + " CREATE TYPE aside.pair AS (n int, t text); CREATE DOMAIN aside.positive AS int;"
                    + " CREATE DOMAIN aside.several AS int[]; CREATE TYPE _pair AS (n int, t text);"
                    + " CREATE TYPE _mood AS ENUM ('{}'); CREATE TYPE public.int4 AS ENUM ('many')");
        }
    }

    @AfterAll
    void stop() throws Exception {
        bench.close();
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "NULL::int|null",
                "true|true",
                "32767::int2|32767",
                "9223372036854775807|9223372036854775807",
                "12.50::numeric(10,2)|\"12.50\"",
                "1e-30::numeric|\"0.000000000000000000000000000001\"",
                "'NaN'::numeric|\"NaN\"",
                "'-Infinity'::numeric|\"-Infinity\"",
                "'NaN'::float4|\"NaN\"",
                "repeat('9', 1000)::numeric % 10|\"9\"",
                "0.1::float8|0.1",
                "1e300::float8|1.0E300",
                "'-Infinity'::float8|\"-Infinity\"",
                "1.1::float4|1.1",
                "''|\"\"",
                "'Zürich 🏔'|\"Zürich 🏔\"",
                "'x'::char(3)|\"x  \"",
                "date '2020-01-31'|\"2020-01-31\"",
                "date '0044-03-15 BC'|\"0044-03-15 BC\"",
                "date '-infinity'|\"-infinity\"",
                "timestamp '4713-01-01 00:00:00 BC'|\"4713-01-01T00:00:00 BC\"",
                "time '08:09:10.5'|\"08:09:10.5\"",
                "timestamp '2020-01-31 12:00:00'|\"2020-01-31T12:00:00\"",
                "timestamp '2020-01-31 12:00:00.123456'|\"2020-01-31T12:00:00.123456\"",
                "timestamptz '2020-01-31 12:00:00+05:30'|\"2020-01-31T06:30:00Z\"",
                "timestamptz 'infinity'|\"infinity\"",
                "timestamptz '0044-03-15 12:00:00+00 BC'|\"0044-03-15T12:00:00Z BC\"",
                "'\\xdeadbeef'::bytea|\"3q2+7w==\"",
                "'6b3f6c1e-0000-7000-8000-000000000000'::uuid|\"6b3f6c1e-0000-7000-8000-000000000000\"",
                "'{\"b\":1}'::json|\"{\\\"b\\\":1}\"",
                "'{\"b\":1}'::jsonb|\"{\\\"b\\\": 1}\"",
                "ARRAY[1,NULL,3]|[1,null,3]",
                "ARRAY[ARRAY['a','b'],ARRAY['c',NULL]]|[[\"a\",\"b\"],[\"c\",null]]",
                "ARRAY[1.50::numeric]|[\"1.50\"]",
                "interval '1 day 2 hours'|\"1 day 02:00:00\"",
                "inet '10.0.0.1/8'|\"10.0.0.1/8\"",
                "int4range(1,5)|\"[1,5)\"",
                "B'101'|\"101\"",
                "1::oid|1",
                "99.5::money|\"$99.50\"",
                "ROW(1,'a')|\"(1,a)\"",
                "point(1,2)|\"(1,2)\"",
            })
    void every_type_reads_as_its_rule_says_however_often_it_is_read(String expression, String json) {
        for (int i = 0; i < PAST_PREPARING; i++) {
            assertThat(bench.rows(Jobs.read("postgresql", "db", "SELECT " + expression)))
                    .isEqualTo("[[" + json + "]]");
        }
    }

    /** What a type is does not hang on its name, and not on what its connection has seen. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "ARRAY['a','b c']::aside.mood[]|[\"a\",\"b c\"]",
                "ARRAY[ROW(1,NULL)]::aside.pair[]|[\"(1,)\"]",
                "ARRAY[1]::aside.positive[]|[\"1\"]",
                "ROW(1,'a')::_pair|\"(1,a)\"",
                "'{}'::_mood|\"{}\"",
                "ARRAY['{}',NULL]::_mood[]|[\"{}\",null]",
                "'many'::public.int4|\"many\"",
                "ARRAY['many']::public.int4[]|[\"many\"]",
                "'{1,2}'::aside.several|[1,2]",
                "ARRAY[box '(1,1),(0,0)',NULL,box '(3,3),(2,2)']|[\"(1,1),(0,0)\",null,\"(3,3),(2,2)\"]",
                "ARRAY[point '(1,2)']|[\"(1,2)\"]",
                "'1 2'::int2vector|\"1 2\"",
                "'abc'::name|\"abc\"",
            })
    void a_type_is_an_array_if_the_server_says_so(String expression, String json) {
        try (ExecuteBench fresh =
                new ExecuteBench(new PostgresEngine(), postgres.getJdbcUrl("postgres", "postgres"), "postgres")) {
            for (int i = 0; i < PAST_PREPARING; i++) {
                assertThat(fresh.rows(Jobs.read("postgresql", "db", "SELECT " + expression)))
                        .isEqualTo("[[" + json + "]]");
            }
            String many = "SELECT " + expression + " FROM generate_series(1, " + MORE_THAN_A_FETCH + ")";
            assertThat(fresh.rows(Jobs.read("postgresql", "db", many))).startsWith("[[" + json + "],[" + json + "],");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "LONG|7|?|7",
                "LONG|3000000000|?|3000000000",
                "LONG|1|date '2020-01-01' + ?|\"2020-01-02\"",
                "DECIMAL|12.50|?|\"12.50\"",
                "TEXT|it's|?|\"it's\"",
                "TEXT|2020-01-01|date '2020-01-02' - ?::date|1",
                "TEXT|5|5 = ?|true",
                "DATE|2020-01-31|?|\"2020-01-31\"",
                "TIME|08:09:10|?|\"08:09:10\"",
                "TIMESTAMP|2020-01-31T12:00:00|?|\"2020-01-31T12:00:00\"",
                "TIMESTAMP_WITH_ZONE|2020-01-31T12:00:00+02:00|?|\"2020-01-31T10:00:00Z\"",
                "UUID|6b3f6c1e-0000-7000-8000-000000000000|?|\"6b3f6c1e-0000-7000-8000-000000000000\"",
                "JSON|{\"a\":1}|?::jsonb -> 'a'|\"1\"",
            })
    void every_parameter_type_is_bound_as_itself(ParameterType type, String text, String expression, String json) {
        Object value = type == ParameterType.LONG ? (Object) Long.valueOf(text) : text;
        assertThat(bench.rows(Jobs.read("postgresql", "db", "SELECT " + expression, Jobs.parameter(type, value))))
                .isEqualTo("[[" + json + "]]");
    }

    @Test
    void bytes_booleans_doubles_and_nulls_are_bound_too() {
        ParameterValue bytes = Jobs.parameter(ParameterType.BYTES, ByteBuffer.wrap(new byte[] {1, 2}));

        assertThat(bench.rows(Jobs.read(
                        "postgresql",
                        "db",
                        "SELECT ?, ?, ?",
                        bytes,
                        Jobs.parameter(ParameterType.BOOLEAN, true),
                        Jobs.parameter(ParameterType.DOUBLE, 0.5))))
                .isEqualTo("[[\"AQI=\",true,0.5]]");
        for (ParameterType type : ParameterType.values()) {
            ParameterValue nothing =
                    ParameterValue.newBuilder().setType(type).setValue(null).build();
            assertThat(bench.rows(Jobs.read("postgresql", "db", "SELECT ?", nothing)))
                    .isEqualTo("[[null]]");
        }
    }

    @Test
    void a_text_null_fits_a_column_of_any_type() {
        ParameterValue nothing = ParameterValue.newBuilder()
                .setType(ParameterType.TEXT)
                .setValue(null)
                .build();

        assertThat(bench.rows(Jobs.read(
                        "postgresql", "db", "SELECT coalesce(?, 1), coalesce(?, date '2020-01-01')", nothing, nothing)))
                .isEqualTo("[[1,\"2020-01-01\"]]");
    }

    /** The server has no such character, so that it says so: a typed refusal. */
    @Test
    void a_nul_character_is_refused() {
        ParameterValue nul = Jobs.parameter(ParameterType.TEXT, "a\0b");

        assertThat(bench.outcome(Jobs.read("postgresql", "db", "SELECT chr(0)"))
                        .getError()
                        .getCode())
                .isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(bench.outcome(Jobs.read("postgresql", "db", "SELECT ?", nul))
                        .getError()
                        .getCode())
                .isEqualTo(ErrorCode.DATA_ERROR);
    }

    /** FAULTS F2 59. */
    @Test
    void column_names_may_be_empty_or_repeated() {
        assertThat(bench.outcome(Jobs.read("postgresql", "db", "SELECT 1 AS a, 2 AS a, 3 AS \" \""))
                        .getColumns())
                .extracting("name", "type", "encoding")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "int4", "integer"),
                        org.assertj.core.groups.Tuple.tuple("a", "int4", "integer"),
                        org.assertj.core.groups.Tuple.tuple(" ", "int4", "integer"));
    }
}
