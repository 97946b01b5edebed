package dev.sluice.dispatcher.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dispatcher.lex.Dialect;
import dev.sluice.dispatcher.lex.Lexer;
import dev.sluice.dispatcher.lex.TokenKind;
import dev.sluice.schemas.template.VariantText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whoever reads the placeholders of a template finds them where the lexer does, which reads what runs. */
class PlaceholdersAndLexerTest {
    private static final List<String> PIECES = List.of(
            "select",
            "a",
            " ",
            " ",
            "=",
            "'x''y'",
            "\"q\"",
            "`b`",
            "[c]",
            "$t$",
            "$$",
            "/*",
            "*/",
            "/*!50000",
            "--",
            "-- ",
            "#",
            "\n",
            "\r",
            "(",
            ",",
            "1e5",
            ".5",
            "\\",
            "'",
            "\"",
            "`",
            "[",
            "]",
            "E'",
            "n'",
            "x'",
            "g'",
            "\u00e9",
            ": ",
            "::",
            ":=",
            "1",
            "$1",
            "@",
            "0x1F");
    private static final List<String> NAMED = List.of(":a ", " :b ", ":a::", ":b)", ":a,", ":b-");
    private static final List<String> MARKS = List.of("?", "??", " ? ");

    @Property(tries = 5_000)
    void everyNamedParameterBecomesAPlaceholderToTheLexer(
            @ForAll("named") List<String> pieces, @ForAll Dialect dialect) {
        String text = ":a,:b " + String.join("", pieces);
        if (neverEnds(text, dialect)) {
            assertNeverEnds(text, List.of("a", "b"), dialect);
            return;
        }

        VariantText read = VariantText.read(text, List.of("a", "b"), engine(dialect));

        assertThat(count(read.sql(), dialect)).isEqualTo(read.order().size());
    }

    @Property(tries = 5_000)
    void questionMarksAreCountedAsTheLexerCountsThem(@ForAll("marked") List<String> pieces, @ForAll Dialect dialect) {
        String text = "select " + String.join("", pieces);
        List<String> parameters = new ArrayList<>();
        for (int at = count(text, dialect); at > 0; at--) {
            parameters.add("p" + at);
        }
        if (neverEnds(text, dialect)) {
            assertNeverEnds(text, parameters, dialect);
            return;
        }

        VariantText read = VariantText.read(text, parameters, engine(dialect));

        assertThat(read.sql()).isEqualTo(text);
    }

    @Provide
    Arbitrary<List<String>> named() {
        return Arbitraries.oneOf(Arbitraries.of(PIECES), Arbitraries.of(NAMED))
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<String>> marked() {
        return Arbitraries.oneOf(Arbitraries.of(PIECES), Arbitraries.of(MARKS))
                .list()
                .ofMaxSize(20);
    }

    private static void assertNeverEnds(String text, List<String> parameters, Dialect dialect) {
        assertThatThrownBy(() -> VariantText.read(text, parameters, engine(dialect)))
                .hasMessageContaining("never ends");
    }

    private static boolean neverEnds(String sql, Dialect dialect) {
        return last(sql, dialect) == TokenKind.BROKEN;
    }

    private static TokenKind last(String sql, Dialect dialect) {
        var lexer = new Lexer(sql, dialect);
        TokenKind kind = lexer.next();
        while (kind != TokenKind.END && kind != TokenKind.BROKEN) {
            kind = lexer.next();
        }
        return kind;
    }

    private static int count(String sql, Dialect dialect) {
        var lexer = new Lexer(sql, dialect);
        int count = 0;
        for (TokenKind kind = lexer.next(); kind != TokenKind.END && kind != TokenKind.BROKEN; kind = lexer.next()) {
            count += kind == TokenKind.PLACEHOLDER ? 1 : 0;
        }
        return count;
    }

    private static String engine(Dialect dialect) {
        return dialect.name().toLowerCase(Locale.ROOT);
    }
}
