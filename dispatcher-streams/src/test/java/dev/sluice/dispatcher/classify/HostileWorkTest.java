package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.Parse;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.parse.SqlParser;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * FAULTS 72: the work for a text grows with its length and not faster. What is counted is what does not depend on the machine:
 * tokens, bytes allocated, texts that a parser gets to see. {@code sluice bench classify} prints the times.
 */
class HostileWorkTest {
    private static final int MEGABYTE = 1 << 20;
    /** Nothing but the length of a text keeps these from being read. */
    private static final SqlLimits BOUNDLESS = new SqlLimits(4 * MEGABYTE, 4 * MEGABYTE, 4 * MEGABYTE);
    /** Ten times the text; a hundred would be the square of it. */
    private static final int AT_MOST = 20;

    /** Begun so, and gone on with what follows the bar as often as one likes. */
    private static final List<String> PIECES = List.of(
            "select |(",
            "select |((a,b),",
            "select |case when a then ",
            "select a in (1|, 1",
            "select a in (b|, b",
            "select * from t where a = 1| or a = 2",
            "select 1| union select 1",
            "insert into t values (1, 'x')|, (1, 'x')",
            "|with x as (select 1) ",
            "with x as (select 1)|, x as (select * from x)",
            "|with x as (",
            "select * from t|, t",
            "select * from t| join t on a = b",
            "select a|.a",
            "select f()|, f()",
            "|'",
            "|\"",
            "|`",
            "|[",
            "|/*",
            "|/*!",
            "|/*! 'a' ",
            "|E'' \n",
            "|:a",
            "|$a ",
            "|$a$ $b$ ",
            "|-- \n",
            "select 1|;",
            "select -|?,",
            "select 1 in (|-");

    private final List<String> parsed = new ArrayList<>();

    static Stream<Arguments> pieces() {
        return Arrays.stream(Dialect.values())
                .flatMap(dialect -> PIECES.stream().map(text -> Arguments.of(dialect, text)));
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void tenTimesTheTextIsTenTimesTheWork(Dialect dialect, String text) {
        allocated(text, 1_000, dialect);

        long small = allocated(text, 100, dialect);
        long medium = allocated(text, 1_000, dialect);
        long large = allocated(text, 10_000, dialect);

        assertThat(medium).isLessThan(AT_MOST * small);
        assertThat(large).isLessThan(AT_MOST * medium);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aMegabyteOfQuotesIsReadOnceAtMost(Dialect dialect) {
        for (String quote :
                List.of("'", "\"", "`", "[", "' ", "\" '", "'\\", "x'", "e'", "$$", "$a$ $b$", "/*", "/*!")) {
            String sql = quote.repeat(MEGABYTE / quote.length());

            assertThat(tokens(sql, dialect)).isLessThanOrEqualTo(sql.length());
            assertThat(Reading.refusal(sql, dialect)).isEqualTo(ErrorCode.SQL_TOO_LONG);
            assertThat(Reading.read(sql, dialect, BOUNDLESS)).isNotInstanceOf(Verdict.Postponed.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void textsMadeToHurtHaveTheSameVerdictInEveryDialect(Dialect dialect) {
        assertThat(Reading.refusal("select " + "(".repeat(3_000) + "1" + ")".repeat(3_000), dialect))
                .isEqualTo(ErrorCode.SQL_TOO_DEEP);
        assertThat(Reading.refusal("select '" + "x".repeat(MEGABYTE) + "'", dialect))
                .isEqualTo(ErrorCode.SQL_TOO_LONG);
        List<String> passing = List.of(
                "select " + "case when a = 1 then ".repeat(16) + "1" + " else 2 end".repeat(16) + " from t",
                "select * from t where a in (1" + ", 12345".repeat(14_600) + ")",
                "select * from t where a = 1" + " or a = 2".repeat(5_000),
                "select 1" + " union select 1".repeat(10_000));
        for (String sql : passing) {
            assertThat(Reading.read(sql, dialect)).isInstanceOf(Verdict.Passed.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void noParserSeesWhatIsBeyondItsLimits(Dialect dialect) {
        ParseLimits limits = ParseLimits.DEFAULT;
        SqlParser recording = (sql, any) -> {
            parsed.add(sql);
            return new Parse.NotUnderstood("x");
        };
        var classify = new Classify(BOUNDLESS, Reading.analyses(recording));

        pieces().map(Arguments::get).filter(piece -> piece[0] == dialect).forEach(piece -> {
            for (int times = 10; times <= 100_000; times *= 10) {
                classify.analyse("acme", text((String) piece[1], times), dialect);
            }
        });

        assertThat(parsed).isNotEmpty().allSatisfy(sql -> {
            assertThat(sql).hasSizeLessThanOrEqualTo(limits.maxCharacters());
            assertThat(tokens(sql, dialect)).isLessThanOrEqualTo(limits.maxTokens());
            assertThat(sql.chars().filter(c -> c == '(').count())
                    .isEqualTo(sql.chars().filter(c -> c == ')').count());
        });
    }

    /** A hundred of these keep the second parser busy for tens of milliseconds. */
    @Test
    void theSlowerParserIsNotAskedAboutDeepTexts() {
        String deep = "select a # " + "( values ( ".repeat(30) + "1" + " ) )".repeat(30);

        assertThat(Parsers.standard().parse(deep, Dialect.POSTGRESQL)).isEqualTo(new Parse.NotUnderstood("too deep"));
    }

    private static String text(String piece, int times) {
        int bar = piece.indexOf('|');
        return piece.substring(0, bar) + piece.substring(bar + 1).repeat(times);
    }

    private static int tokens(String sql, Dialect dialect) {
        var lexer = new Lexer(sql, dialect);
        int tokens = 0;
        for (TokenKind kind = lexer.next(); kind != TokenKind.END && kind != TokenKind.BROKEN; kind = lexer.next()) {
            tokens++;
        }
        return tokens;
    }

    /** Bytes allocated for the verdict by tokens alone. */
    private static long allocated(String piece, int times, Dialect dialect) {
        String sql = text(piece, times);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        var gate = new Gate(BOUNDLESS);
        Verdict<Analysis> verdict =
                gate.pass(sql, dialect).then(passed -> Verdict.pass(ReadStatement.read(sql, dialect, passed)));
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(verdict).isNotNull();
        return after - before;
    }
}
