package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.StatementClass;
import dev.sluice.schemas.lex.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FAULTS 71: where strings, identifiers and comments begin and end, by dialect. */
class LexerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL|select ?, '?', \"?\", $$?$$, $a$?$a$, E'\\'?', /* ? /* ? */ ? */ ? -- ?|2",
                "POSTGRESQL|select a ?? 'b', c ??- d, e ??& f, ?|1",
                "POSTGRESQL|select 'it''s ?', a$b$ from t where x = ?|1",
                "POSTGRESQL|select U&'\\0061?' , n'?' , b'?', x'?', ?|1",
                "POSTGRESQL|select 'ends with \\', ?|1",
                "MYSQL|select 'a\\'?', \"?\", `?`, ? # ?|1",
                "MYSQL|select 1 --?|1",
                "MYSQL|select 1 -- ?|0",
                "MYSQL|select 1 /* ? /* ? */ , ? |1",
                "MYSQL|select 1 /*! , ? */|1",
                "MYSQL|select 1 /*M!100000 , ? */|1",
                "SQLITE|select [?], `?`, \"?\", ?, ??|3",
                "STANDARD|select '?', \"?\", ?|1"
            })
    void placeholdersAreQuestionMarksInCode(Dialect dialect, String sql, int placeholders) {
        assertThat(Reading.placeholders(sql, dialect)).isEqualTo(placeholders);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL|select 1; select 2",
                "POSTGRESQL|select '\\'; drop table x; --'",
                "POSTGRESQL|select $a$ $b$ ; $a$; select 2",
                "MYSQL|select '\\\\'; drop table x",
                "MYSQL|select 1 /*!50000 ; drop table x */",
                "MYSQL|select 1 /* /* */ ; drop table x -- */",
                "MYSQL|select `a\\`; drop table x",
                "SQLITE|select '\\'; drop table x --'",
                "SQLITE|select [;]; select 2",
                "DB2|select /* /* ; */ ; */ 1; drop table x",
                "STANDARD|select \"a\"\";\"; drop table x"
            })
    void aSecondStatementIsSeen(Dialect dialect, String sql) {
        assertThat(Reading.refusal(sql, dialect)).isEqualTo(ErrorCode.MULTIPLE_STATEMENTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL|select ';' ;",
                "POSTGRESQL|select $x$ ; $y$ ; $x$",
                "POSTGRESQL|select 1 /* ; */ -- ;",
                "MYSQL|select 'a\\'; drop table x; -- '",
                "MYSQL|select 1 # ; drop table x",
                "SQLITE|select [a;b] ; ; ;"
            })
    void aSemicolonThatEndsOrHidesNothingIsNone(Dialect dialect, String sql) {
        assertThat(Reading.of(sql, dialect)).isNotNull();
    }

    @Test
    void onlyALineFeedEndsACommentWhereTheServerSaysSo() {
        assertThat(Reading.refusal("select 1 -- x\r; select 2", Dialect.POSTGRESQL))
                .isEqualTo(ErrorCode.MULTIPLE_STATEMENTS);
        assertThat(new Gate(SqlLimits.DEFAULT).pass("select 1 -- x\r; select 2", Dialect.SQLITE))
                .isInstanceOf(Verdict.Passed.class);
        assertThat(Reading.refusal("select 1 -- x\r\n; select 2", Dialect.SQLITE))
                .isEqualTo(ErrorCode.MULTIPLE_STATEMENTS);
        assertThat(Reading.of("select 1 -- x\u2028; select 2", Dialect.POSTGRESQL))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL|select 'open",
                "POSTGRESQL|select \"open",
                "POSTGRESQL|select $a$ open $b$",
                "POSTGRESQL|select /* /* */ 1",
                "POSTGRESQL|select E'open\\'",
                "MYSQL|select `open",
                "MYSQL|select /*! 1",
                "SQLITE|select [open"
            })
    void whatNeverEndsIsRefused(Dialect dialect, String sql) {
        assertThat(Reading.refusal(sql, dialect)).isEqualTo(ErrorCode.INVALID_SQL);
    }

    /** Each shows one text to a reader and another to the server, unless read as the server does or refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "MYSQL|select /*!99999 ' */ 1 union select a from secret -- ' */",
                "MYSQL|select /*!99999 \" */ 1 union select a from secret -- \" */",
                "MYSQL|select /*!99999 ` */ 1 union select a from secret -- ` */",
                "MYSQL|select /*M!999999 # */ 1 union select a from secret \\n */",
                "MYSQL|select /*!99999 -- */ 1 union select a from secret \\n */",
                "SQLITE|select :a('), b from secret --')",
                "SQLITE|select $a::b('), b from secret --')",
                "SQLITE|select @a(\"), b from secret --\")"
            })
    void aTextThatServersReadDifferentlyIsRefused(Dialect dialect, String sql) {
        assertThat(Reading.refusal(sql.replace("\\n", "\n"), dialect)).isEqualTo(ErrorCode.INVALID_SQL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", " \t\n  \n", " -- a\n", "-- a\r --b\n"})
    void aStringWithEscapesGoesOnInTheNextLine(String between) {
        String sql = "select E'a'" + between + "'\\' , ' , f() , b from secret --'";

        assertThat(Reading.of(sql, Dialect.POSTGRESQL).touched().read()).containsExactly("secret");
    }

    @Test
    void aStringEndsWithItsLineOtherwise() {
        assertThat(Reading.of("select E'a' '\\', b from secret", Dialect.POSTGRESQL)
                        .touched()
                        .read())
                .containsExactly("secret");
        assertThat(Reading.of("select 'a'\n'\\', b from secret", Dialect.POSTGRESQL)
                        .touched()
                        .read())
                .containsExactly("secret");
    }

    @Test
    void nobodyVouchesForWhatSomeServersSkip() {
        Analysis analysis = Reading.of("/*!99999 with secret as (select 1) */ select * from secret", Dialect.MYSQL);

        assertThat(analysis.touched().parsed()).isFalse();
        assertThat(analysis.statementClass()).isEqualTo(StatementClass.WRITE);
    }

    @Test
    void aKeywordStuckToANumberIsStillSeen() {
        assertThat(Reading.of("select 1into t from x", Dialect.POSTGRESQL).statementClass())
                .isEqualTo(StatementClass.WRITE);
    }
}
