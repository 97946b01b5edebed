package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.Parse;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class AnySqlTest {
    private static final List<String> PIECES = List.of(
            "select", "a", "FROM", "t", "where", "=", "'x''y'", "\"q\"", "`b`", "[c]", "$t$", "$$", "/*", "*/", "/*!",
            "--", "#", "\n", "\r", "(", ")", ",", ";", "?", "??", "1e5", ".5", "\\", "'", "\"", "E'", "\u00e9", "in",
            "\t", "$1");

    @Property(tries = 3_000)
    void anyTextAtAllGetsAVerdict(@ForAll @StringLength(max = 400) String text, @ForAll Dialect dialect) {
        assertThat(Reading.read(text, dialect, SqlLimits.DEFAULT)).isNotNull();
    }

    @Property(tries = 3_000)
    void anyPiecesOfSqlGetAVerdict(@ForAll("pieces") List<String> pieces, @ForAll Dialect dialect) {
        assertThat(Reading.read(String.join("", pieces), dialect, SqlLimits.DEFAULT))
                .isNotNull();
    }

    @Property(tries = 3_000)
    void lexerAndParserAgreeOnTheNumberOfStatementsOrTheTextIsRefused(
            @ForAll("pieces") List<String> pieces, @ForAll Dialect dialect) {
        String sql = "select 1 " + String.join(" ", pieces);

        if (Reading.read(sql, dialect) instanceof Verdict.Passed<Analysis>(Analysis analysis)
                && analysis.touched().parsed()) {
            assertThat(Parsers.standard().parse(withoutItsOwnSemicolons(sql, dialect), dialect))
                    .isNotInstanceOf(Parse.Several.class);
        }
    }

    /** Those that end the statement by the lexer's word are gone; those it takes for a part of something else are still there. */
    private static String withoutItsOwnSemicolons(String sql, Dialect dialect) {
        var rest = new StringBuilder(sql);
        var lexer = new Lexer(sql, dialect);
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            if (kind == TokenKind.SEMICOLON) {
                rest.setCharAt(lexer.start(), ' ');
            }
        }
        return rest.toString();
    }

    @Property(tries = 500)
    void aSecondStatementBehindAnyLiteralOrCommentIsRefused(
            @ForAll("enclosed") String enclosed, @ForAll("after") String after) {
        String sql = "select 1 " + enclosed + after + "; drop table t";

        assertThat(Reading.refusal(sql, Dialect.POSTGRESQL)).isEqualTo(ErrorCode.MULTIPLE_STATEMENTS);
    }

    @Property(tries = 2_000)
    void tokensFollowEachOtherAndCoverOnlyTheText(@ForAll("pieces") List<String> pieces, @ForAll Dialect dialect) {
        String sql = String.join(" ", pieces);
        var lexer = new Lexer(sql, dialect);
        int last = 0;
        int tokens = 0;
        for (TokenKind kind = lexer.next(); kind != TokenKind.END && kind != TokenKind.BROKEN; kind = lexer.next()) {
            assertThat(lexer.start()).isGreaterThanOrEqualTo(last);
            assertThat(lexer.end()).isGreaterThan(lexer.start()).isLessThanOrEqualTo(sql.length());
            last = lexer.end();
            tokens++;
        }
        assertThat(tokens).isLessThanOrEqualTo(sql.length());
    }

    @Property(tries = 1_000)
    void theFingerprintIgnoresSpaceCommentsCaseAndValues(
            @ForAll("names") List<String> names,
            @ForAll("blank") String blank,
            @ForAll @StringLength(max = 20) String text,
            @ForAll long number) {
        String value = "'" + text.replace("'", "''").replace("\0", "") + "'";
        String plain = "select " + String.join(" , ", names) + " from t where x = 1 and y = 'v'";
        String dressed = ("SELECT" + blank + " " + String.join(blank + "," + blank, names) + blank + " FROM" + blank
                        + " t " + blank + "WHERE x" + blank + "=" + blank)
                + number + blank + " AND y" + blank + "=" + value;

        assertThat(Reading.of(dressed, Dialect.POSTGRESQL).fingerprint())
                .isEqualTo(Reading.of(plain, Dialect.POSTGRESQL).fingerprint());
    }

    @Property(tries = 1_000)
    void whatIsInsideAStringNeverCounts(@ForAll @StringLength(max = 100) String text) {
        String quoted = "select '" + text.replace("'", "''").replace("\0", "") + "'";
        Analysis analysis = Reading.of(quoted, Dialect.POSTGRESQL);

        assertThat(Reading.placeholders(quoted, Dialect.POSTGRESQL)).isZero();
        assertThat(analysis.fingerprint())
                .isEqualTo(Reading.of("select 'x'", Dialect.POSTGRESQL).fingerprint());
    }

    @Property(tries = 200)
    void parenthesesBeyondTheLimitAreRefused(@ForAll("depths") int depth) {
        String sql = "select " + "(".repeat(depth) + "1" + ")".repeat(depth);

        if (depth > SqlLimits.DEFAULT.maxDepth()) {
            assertThat(Reading.refusal(sql, Dialect.POSTGRESQL)).isEqualTo(ErrorCode.SQL_TOO_DEEP);
        } else {
            assertThat(Reading.of(sql, Dialect.POSTGRESQL)).isNotNull();
        }
    }

    @Provide
    Arbitrary<Integer> depths() {
        return Arbitraries.integers().between(0, 5_000);
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(PIECES).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<String> enclosed() {
        Arbitrary<String> inside =
                Arbitraries.strings().withChars("; x-/*\n").ofMaxLength(12).map(text -> text.replaceAll("[/*]", "_"));
        return Combinators.combine(
                        Arbitraries.of("'?'", "\"?\"", "$$?$$", "$q$?$q$", "E'\\'?'", "/*?*/", "/*/*?*/*/", "--\n"),
                        inside)
                .as((form, text) -> form.startsWith("--") ? form : form.replace("?", text));
    }

    @Provide
    Arbitrary<String> after() {
        return Arbitraries.of("", " ", "\r\n", " -- ;\n", " /* ; */ ");
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of("a", "b", "\"Quoted\"", "c_1").list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> blank() {
        return Combinators.combine(
                        Arbitraries.of("", " ", "\n", "\t "),
                        Arbitraries.of("", "/* c ' */", "/* /* n */ */", "-- l\n"))
                .as(String::concat);
    }
}
