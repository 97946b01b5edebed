package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.parse.Parse;
import dev.sluice.message.Complexity;
import dev.sluice.schemas.lex.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a statement is built of is told alike by a parser and, without one, by its tokens. */
class StructureTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', emptyValue = "", textBlock = """
        SELECT a FROM t WHERE b = 1 | SIMPLE | ~~
        INSERT INTO t VALUES (1, 2) | SIMPLE | ~~
        SELECT * FROM t JOIN u ON t.a = u.a LEFT JOIN v USING (b) | MODERATE | joins 2
        SELECT * FROM t, u, v WHERE t.a = u.a | MODERATE | joins 2
        SELECT count(*), sum(a) FROM t | COMPLEX | aggregates
        SELECT a, max(b) FROM t GROUP BY a HAVING max(b) > 1 | COMPLEX | aggregates, grouping
        SELECT DISTINCT a FROM t | COMPLEX | grouping
        SELECT a FROM t WHERE a IN (SELECT b FROM u) | COMPLEX | subqueries 1
        SELECT (SELECT 1), (SELECT 2) FROM (SELECT 3) x | COMPLEX | subqueries 3
        SELECT row_number() OVER (ORDER BY a) FROM t | COMPLEX | windows
        SELECT a FROM t UNION SELECT b FROM u UNION ALL SELECT 1 | COMPLEX | set operations 2
        SELECT a FROM t UNION SELECT b FROM u WHERE b = (SELECT 1) | VERY_COMPLEX | subqueries 1, set operations 1
        WITH q AS (SELECT 1), r AS (SELECT 2) SELECT * FROM q, r | VERY_COMPLEX | joins 1, common tables 2
        WITH RECURSIVE q AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM q) SELECT n FROM q | VERY_COMPLEX | common tables 1, set operations 1, recursive
        SELECT a FROM t WHERE b = 1 FOR UPDATE | SIMPLE | locks rows
        SELECT a FROM t WHERE b < now() | SIMPLE | volatile
        SELECT current_timestamp | SIMPLE | volatile
        SELECT nextval('s') | SIMPLE | volatile
        SELECT t.now FROM t WHERE t.current_date = 1 | SIMPLE | ~~
        SELECT a::timestamp with time zone FROM t | SIMPLE | ~~
        """)
    void parsedOrNot(String sql, Complexity complexity, String words) {
        Analysis parsed = Reading.of(sql, Dialect.POSTGRESQL);
        Analysis unparsed =
                Reading.of(sql, Dialect.POSTGRESQL, (text, dialect) -> new Parse.NotUnderstood("not tried"));

        assertThat(parsed.touched().parsed()).isTrue();
        assertThat(unparsed.touched().parsed()).isFalse();
        assertThat(parsed.complexity()).isEqualTo(complexity);
        assertThat(unparsed.complexity()).isEqualTo(complexity);
        assertThat(String.join(", ", parsed.structure().words())).isEqualTo(words);
        assertThat(String.join(", ", unparsed.structure().words())).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DB2 | SELECT a FROM t WHERE b < CURRENT TIMESTAMP | volatile
        DB2 | SELECT a FROM t WITH UR |
        SQLITE | SELECT date('now') | volatile
        POSTGRESQL | SELECT date('2020-01-01') |
        MYSQL | SELECT uuid() | volatile
        MYSQL | SELECT NEXT VALUE FOR s | volatile
        """)
    void whatVariesDependsOnTheEngine(Dialect dialect, String sql, String words) {
        assertThat(String.join(", ", Reading.of(sql, dialect).structure().words()))
                .isEqualTo(words == null ? "" : words);
    }

    /** A known statement with one value is told apart from the same statement with another. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        SELECT 'now'::timestamp | volatile
        SELECT timestamp with time zone ' NOW ' | volatile
        SELECT CAST($$today$$ AS date) | volatile
        SELECT a FROM t WHERE b < 'tomorrow' | volatile
        SELECT date 'yesterday' | volatile
        SELECT timestamp E'today 10:00' | volatile
        SELECT date '1998-12-01' | ~~
        SELECT a FROM t WHERE b LIKE '%know nowhere%' | ~~
        SELECT "now" FROM t | ~~
        SELECT '' | ~~
        """)
    void stringsThatPostgresReadsTheClockFor(String sql, String words) {
        assertThat(String.join(
                        ", ", Reading.of(sql, Dialect.POSTGRESQL).structure().words()))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"SQLITE", "DB2"})
    void aQueryThatNamesItselfIsRecursiveWithoutTheWord(Dialect dialect) {
        String sql = "WITH r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r";

        assertThat(String.join(", ", Reading.of(sql, dialect).structure().words()))
                .isEqualTo("common tables 1, set operations 1, recursive");
    }
}
