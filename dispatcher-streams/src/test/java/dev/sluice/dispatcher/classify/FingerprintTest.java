package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.lex.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select * from t where a = 1|SELECT *   FROM t WHERE a=-2.5e10",
                "select * from t where a = 1|select * from t where a = ? -- why not",
                "select * from t where a = 'x'|select /* hint */ * from t where a = $$it's$$",
                "select * from t where a in (1,2,3)|select * from t where a in (?)",
                "select * from t where a in (-1, 'x', ?)|select * from t where a in (1)",
                "insert into t values (0x1F, E'a')|insert into t values (1, 'b')",
                "select 1|select 1;"
            })
    void theseAreTheSame(String one, String other) {
        assertThat(print(one)).isEqualTo(print(other)).hasSize(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select a from t|select b from t",
                "select a from t|select \"a\" from t",
                "select \"a\" from t|select \"A\" from t",
                "select f(1, 2)|select f(1)",
                "insert into t values (1, 2)|insert into t values (1)",
                "select a - 1 from t|select a + 1 from t",
                "select a b|select ab",
                "select * from t where a in (1, b)|select * from t where a in (1)"
            })
    void theseAreNot(String one, String other) {
        assertThat(print(one)).isNotEqualTo(print(other));
    }

    private static String print(String sql) {
        return Reading.of(sql, Dialect.POSTGRESQL).fingerprint();
    }
}
