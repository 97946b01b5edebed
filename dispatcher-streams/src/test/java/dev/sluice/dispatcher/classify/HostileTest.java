package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.lex.Dialect;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FAULTS 72: texts made to hurt get their verdict like any other. None of them may reach a parser in a form that costs more than a moment. */
class HostileTest {
    private static final int MEGABYTE = 1 << 20;
    /** As generous as the settings allow. */
    private static final SqlLimits GENEROUS = new SqlLimits(MEGABYTE + 100, 100, MEGABYTE + 100);

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("select '" + "x".repeat(MEGABYTE) + "'", ErrorCode.SQL_TOO_LONG),
                Arguments.of("select " + "(".repeat(3_000) + "1" + ")".repeat(3_000), ErrorCode.SQL_TOO_DEEP),
                Arguments.of("select " + "(".repeat(3_000), ErrorCode.SQL_TOO_DEEP),
                Arguments.of("select " + "array[".repeat(3_000), ErrorCode.SQL_TOO_DEEP),
                Arguments.of("select f" + "((a),".repeat(3_000), ErrorCode.SQL_TOO_DEEP),
                Arguments.of("select '" + "x".repeat(200_000), ErrorCode.INVALID_SQL),
                Arguments.of("select \"" + "x".repeat(200_000), ErrorCode.INVALID_SQL),
                Arguments.of("select /*" + "/*".repeat(100_000), ErrorCode.INVALID_SQL),
                Arguments.of("select $a$" + "$b$".repeat(80_000), ErrorCode.INVALID_SQL),
                Arguments.of("select 1" + "+1".repeat(100_000), ErrorCode.SQL_TOO_LONG),
                Arguments.of("select 1 /* ; */" + ";".repeat(100_000) + "drop table t", ErrorCode.MULTIPLE_STATEMENTS));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void thisIsRefused(String sql, ErrorCode code) {
        assertThat(Reading.refusal(sql, Dialect.POSTGRESQL)).isEqualTo(code);
    }

    static Stream<Arguments> unterminated() {
        return Stream.of("'", "\"", "/*", "$a$", "E'").map(open -> Arguments.of("select " + open));
    }

    @ParameterizedTest
    @MethodSource("unterminated")
    void aMegabyteThatNeverEndsIsRefusedEvenIfThatLengthIsAllowed(String start) {
        String sql = start + "x".repeat(MEGABYTE - start.length());

        assertThat(Reading.code(Reading.read(sql, Dialect.POSTGRESQL, GENEROUS)))
                .isEqualTo(ErrorCode.INVALID_SQL);
    }

    static Stream<Arguments> passed() {
        return Stream.of(
                Arguments.of("select '" + "x".repeat(MEGABYTE) + "'", true),
                Arguments.of("select * from t where a in (1" + ", 12345".repeat(15_000) + ")", true),
                Arguments.of("select * from t where a in ('x'" + ", 'yyyyyyyyyyyy'".repeat(7_000) + ")", true),
                Arguments.of("select * from t where a = 1" + " or a = 2".repeat(5_000), false),
                Arguments.of("select * from t where a = 1" + " or a = 2".repeat(2_000), true),
                Arguments.of("select 1" + " union select 1".repeat(10_000), false),
                Arguments.of("select 1" + " union select 1".repeat(1_000), true),
                Arguments.of("select " + "case when a = 1 then ".repeat(16) + "1" + " else 2 end".repeat(16), true),
                Arguments.of("select a" + " + a".repeat(20_000) + " from t", false),
                Arguments.of("insert into t values (1, 'x')" + ", (1, 'x')".repeat(30_000), true),
                Arguments.of("select a" + ".a".repeat(100_000) + " from t", false));
    }

    @ParameterizedTest
    @MethodSource("passed")
    void thisPassesAndIsParsedIfThatIsCheap(String sql, boolean parsed) {
        Analysis analysis = Reading.passed(Reading.read(sql, Dialect.POSTGRESQL, GENEROUS));

        assertThat(analysis.touched().parsed()).isEqualTo(parsed);
    }

    /** How deep a parser gets before its stack is full depends on the machine; the verdict does not. */
    @ParameterizedTest
    @ValueSource(strings = {" + a", " || f(a)", " - - a", " :: int", " and not not not a", " join u on a = b"})
    void chainsThatMayOverflowAParserPassAllTheSame(String link) {
        String sql = "select * from t where a" + link.repeat(1_400);

        assertThat(Reading.read(sql, Dialect.POSTGRESQL)).isInstanceOf(Verdict.Passed.class);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void lettersFromAllOverTheWorldAreKept(Dialect dialect) {
        String cyrillic = "select * from \u043erders";
        String sql = "select '\u202e\ud83d\ude00' from \ud83d\ude00t where a = 1";

        assertThat(Reading.of(cyrillic, dialect).touched().read()).containsExactly("\u043erders");
        assertThat(Reading.of(cyrillic, dialect).fingerprint())
                .isNotEqualTo(Reading.of("select * from orders", dialect).fingerprint());
        assertThat(Reading.read(sql, dialect)).isInstanceOf(Verdict.Passed.class);
    }
}
