package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.Parse;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.parse.SqlParser;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.StatementClass;
import dev.sluice.schemas.lex.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a statement is parsed, when it is known, and when it must do without. */
class AnalysesTest {
    private static final Parse READS = new Parse.Understood(Parse.Effect.READS, Optional.empty());
    private static final Dialect POSTGRESQL = Dialect.POSTGRESQL;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> parsed = new ArrayList<>();
    private Parse answer = READS;
    private Duration parseTime = Duration.ZERO;
    private final Classify classify = classify((sql, dialect) -> {
        parsed.add(sql);
        nanos.addAndGet(parseTime.toNanos());
        return answer;
    });

    @Test
    void statementsThatDifferInValuesAreParsedOnce() {
        analysis("select * from t where a = 1 and b in (1, 2)");
        analysis("SELECT *\nFROM t -- the same\nWHERE a = -25 AND b IN (3)");

        assertThat(parsed).containsExactly("select * from t where a = 1 and b in ( 1 )");
    }

    @Test
    void listsOfPlaceholdersDifferInNothingButTheirNumber() {
        Analysis two = analysis("select * from t where a in (?, ?)");
        Analysis three = analysis("select * from t where a in (?, ?, ?)");

        assertThat(three).isSameAs(two);
        assertThat(Reading.placeholders("select * from t where a in (?, ?, ?)", Dialect.POSTGRESQL))
                .isEqualTo(3);
    }

    @Test
    void whatDiffersInMoreThanValuesIsAnotherStatement() {
        analysis("select a from t");
        analysis("select b from t");
        analysis("select \"A\" from t");
        classify.analyse("acme", "select a from t", Dialect.SQLITE);
        classify.analyse("acme", "select a from t", Dialect.MYSQL);

        assertThat(parsed).hasSize(5);
    }

    @Test
    void aCommentThatSomeServersRunMakesAnotherStatementWhichIsNotParsed() {
        Verdict<Analysis> comment = classify.analyse("acme", "select a /*! from t */", Dialect.MYSQL);
        Verdict<Analysis> plain = classify.analyse("acme", "select a from t", Dialect.MYSQL);

        assertThat(Reading.passed(comment).touched().parsed()).isFalse();
        assertThat(Reading.passed(plain).touched().parsed()).isTrue();
    }

    @Test
    void literalsAndCommentsNeverReachTheParser() {
        analysis("select 'secret', $$secret$$, E'\\'secret' /* secret */ from t where a = 4711 -- secret");

        assertThat(parsed).containsExactly("select '1' , '1' , '1' from t where a = 1");
    }

    @Test
    void operatorsThatWouldReadAsACommentAreKeptApart() {
        classify.analyse("acme", "select 1--b into outfile 'x' from t", Dialect.MYSQL);

        assertThat(parsed.getFirst()).doesNotContain("--").contains("into outfile");
    }

    @Test
    void theHeavierOfTwoReadingsCounts() {
        answer = new Parse.Understood(Parse.Effect.CHANGES, Optional.empty());
        assertThat(analysis("select a from t").statementClass()).isEqualTo(StatementClass.WRITE);

        answer = READS;
        assertThat(analysis("delete from t").statementClass()).isEqualTo(StatementClass.WRITE);
    }

    @Test
    void aQueryThatNobodyUnderstandsCountsAsAWriteThatWasNotParsed() {
        answer = new Parse.NotUnderstood("x");

        Analysis analysis = analysis("select a from t");

        assertThat(analysis.statementClass()).isEqualTo(StatementClass.WRITE);
        assertThat(analysis.touched().parsed()).isFalse();
        assertThat(analysis.touched().read()).containsExactly("t");
        analysis("select a from t");
        assertThat(parsed).hasSize(1);
    }

    @Test
    void aTenantWithoutParseTimeLeftGetsTheLexersWordWhichIsNotRemembered() {
        parseTime = Duration.ofMillis(300);
        analysis("select a from t");

        assertThat(analysis("select b from t").touched().parsed()).isFalse();
        assertThat(analysis("select a from t").touched().parsed()).isTrue();
        assertThat(parsed).hasSize(1);

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(analysis("select b from t").touched().parsed()).isTrue();
    }

    @Test
    void otherTenantsAreParsedAsBefore() {
        parseTime = Duration.ofMillis(300);
        analysis("select a from t");

        assertThat(Reading.passed(classify.analyse("other", "select c from t", POSTGRESQL))
                        .touched()
                        .parsed())
                .isTrue();
    }

    @Test
    void whatIsTooLongForAParserIsNotParsed() {
        assertThat(analysis("select a" + ", a".repeat(40_000) + " from t")
                        .touched()
                        .parsed())
                .isFalse();
        assertThat(analysis("select " + "a".repeat(70_000) + " from t")
                        .touched()
                        .parsed())
                .isFalse();
        assertThat(parsed).isEmpty();
    }

    @Test
    void ofManyRowsAParserSeesOne() {
        Analysis analysis = analysis("insert into t values (1, 'x')" + ", (-2, NULL)".repeat(14_000));

        assertThat(parsed).containsExactly("insert into t values ( 1 , '1' )");
        assertThat(analysis.touched().parsed()).isTrue();
        assertThat(analysis.touched().written()).containsExactly("t");
    }

    @Test
    void aRowThatIsMoreThanConstantsIsNotLeftOut() {
        Analysis analysis = analysis("insert into t values (1)" + ", ((select a from secret))".repeat(10_000));

        assertThat(parsed).isEmpty();
        assertThat(analysis.touched().read()).containsExactly("secret");
    }

    @Test
    void aTextInWhichTheParserSeesMoreThanOneStatementIsRefused() {
        answer = new Parse.Several(2);

        assertThat(refusal("select a from t")).isEqualTo(ErrorCode.MULTIPLE_STATEMENTS);
        assertThat(refusal("select a from t")).isEqualTo(ErrorCode.MULTIPLE_STATEMENTS);
        assertThat(parsed).hasSize(1);
    }

    @Test
    void aSemicolonInALiteralIsPutBeforeTheParserEveryTimeAsItStands() {
        analysis("select 'a;b'");
        analysis("select 'harmless'");
        answer = new Parse.Several(2);

        assertThat(refusal("select 'c;d'")).isEqualTo(ErrorCode.MULTIPLE_STATEMENTS);
        assertThat(parsed).containsExactly("select '1'", "select 'a;b'", "select 'c;d'");
    }

    @Test
    void aStatementThatItsParserCannotSeeWithItsSemicolonIsUnconfirmed() {
        analysis("select 'x'");
        answer = new Parse.NotUnderstood("x");

        assertThat(analysis("select 'c;d'").touched().parsed()).isFalse();
        assertThat(analysis("select 'x'").touched().parsed()).isTrue();
    }

    /** FAULTS 73. */
    @Test
    void aStackOverflowInTheParserLeavesTheThreadAliveAndTheLexersWord() {
        Classify overflowing = classify(Parsers.inTurn(List.of((sql, dialect) -> deeper(sql, 0))));

        Analysis analysis = Reading.passed(overflowing.analyse("acme", "select a from t", POSTGRESQL));

        assertThat(analysis.touched().parsed()).isFalse();
        assertThat(analysis.statementClass()).isEqualTo(StatementClass.WRITE);
        assertThat(overflowing.analyse("acme", "delete from t", POSTGRESQL)).isInstanceOf(Verdict.Passed.class);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Parse deeper(String sql, int depth) {
        Parse parse = deeper(sql, depth + 1);
        return depth < 0 ? READS : parse;
    }

    private Classify classify(SqlParser parser) {
        return new Classify(SqlLimits.DEFAULT, new Analyses(ParseLimits.DEFAULT, parser, nanos::get));
    }

    private Analysis analysis(String sql) {
        return Reading.passed(classify.analyse("acme", sql, POSTGRESQL));
    }

    private ErrorCode refusal(String sql) {
        return Reading.code(classify.analyse("acme", sql, POSTGRESQL));
    }
}
