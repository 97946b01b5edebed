package dev.sluice.dispatcher.touch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.util.SortedSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables in places where they are easily overlooked: whoever overlooks one lets anybody have it. */
class NamesHardToSeeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        SELECT a AS distinct FROM secret | secret | -
        SELECT 1 AS with FROM secret | secret | -
        SELECT 1 AS with, a FROM secret | secret | -
        SELECT * FROM t AS set, secret | secret,t | -
        SELECT * FROM t set, secret | secret,t | -
        SELECT * FROM t set (a, b), secret | secret,t | -
        SELECT * FROM t AS values, secret | secret,t | -
        SELECT * FROM t AS update, secret | secret,t | -
        SELECT a IS NOT DISTINCT FROM b, c IS DISTINCT FROM d FROM t | t | -
        SELECT * FROM t WHERE a = 1 ORDER BY left(a, 1), b OFFSET 1 | t | -
        UPDATE t SET a = 1, b = 2 FROM u AS set, v | u,v | t
        UPDATE t SET (a, b) = (SELECT c, d FROM u), e = 1 | u | t
        WITH q AS (SELECT * FROM a JOIN b USING (x, y)) MERGE INTO t USING secret ON true WHEN MATCHED THEN DELETE | a,b,secret | t
        CREATE TABLE t (LIKE secret INCLUDING ALL) | secret | t
        CREATE TABLE t (a int CHECK (a LIKE b)) | - | t
        CREATE TABLE t PARTITION OF secret FOR VALUES IN (1) | - | secret,t
        CREATE TABLE t () INHERITS (secret, other) | - | other,secret,t
        ALTER TABLE t ATTACH PARTITION u FOR VALUES IN (1) | - | t,u
        ALTER TABLE t DETACH PARTITION u | - | t,u
        ALTER TABLE t INHERIT u | - | t,u
        ALTER TABLE t RENAME TO u | - | t,u
        ALTER TABLE t RENAME COLUMN a TO b | - | t
        COPY t FROM STDIN | - | t
        COPY BINARY t FROM '/tmp/x' | - | t
        COPY s.t (a, b) FROM PROGRAM 'x' WITH (FORMAT csv) | - | s.t
        COPY t TO STDOUT | t | -
        COPY t (a, b) TO PROGRAM 'x' | t | -
        COPY (SELECT a FROM t, u) TO STDOUT | t,u | -
        COPY (DELETE FROM t RETURNING *) TO STDOUT | - | t
        COPY (WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d, u) TO PROGRAM 'sh' | u | t
        VACUUM (ANALYZE, VERBOSE) t, u | - | t,u
        VACUUM FULL VERBOSE ANALYZE t | - | t
        REINDEX (VERBOSE) TABLE CONCURRENTLY t | - | t
        CLUSTER VERBOSE t USING i | - | t
        """)
    void inPostgres(String sql, String read, String written) {
        touches(Dialect.POSTGRESQL, sql, read, written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        SELECT * FROM t STRAIGHT_JOIN secret ON t.a = secret.a | secret,t | -
        SELECT STRAIGHT_JOIN a, b FROM t | t | -
        SELECT * FROM {oj secret LEFT OUTER JOIN t ON true} | secret,t | -
        SELECT * FROM t AS offset, secret | secret,t | -
        SELECT * FROM t offset CROSS JOIN u, secret | secret,t,u | -
        SELECT * FROM t FOR SYSTEM_TIME BETWEEN a AND b, secret | secret,t | -
        SELECT * FROM t IGNORE INDEX FOR ORDER BY (i), secret | secret,t | -
        SELECT * FROM t USE KEY FOR GROUP BY (i), secret FOR UPDATE OF t, u | secret,t | -
        DELETE b FROM a JOIN b | - | a,b
        DELETE b, c FROM a, b, c, d | - | a,b,c,d
        DELETE x FROM secret AS x JOIN t USING (id, n) | - | secret,t,x
        DELETE FROM x USING secret AS x JOIN t USING (id, n) | - | secret,t,x
        DELETE FROM t WHERE a IN (SELECT b FROM u) | u | t
        UPDATE t JOIN secret ON t.a = secret.a SET secret.b = 1 | - | secret,t
        UPDATE t LEFT JOIN (SELECT * FROM u) v USING (a) SET t.b = 1, t.c = 2 | u | t
        INSERT INTO t SELECT * FROM u ON DUPLICATE KEY UPDATE a = 1, b = 2 | u | t
        CREATE TABLE t LIKE secret | secret | t
        CREATE TABLE t (a INT) ENGINE=MERGE UNION=(secret, other) | other,secret | t
        CREATE TABLE t SELECT a FROM b UNION SELECT c FROM d | b,d | t
        ALTER TABLE t EXCHANGE PARTITION p WITH TABLE secret | - | secret,t
        ALTER TABLE t RENAME AS u, ADD COLUMN x INT | - | t,u
        ANALYZE LOCAL TABLE t, u | - | t,u
        OPTIMIZE NO_WRITE_TO_BINLOG TABLE t | - | t
        """)
    void inMysql(String sql, String read, String written) {
        touches(Dialect.MYSQL, sql, read, written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        SELECT * FROM t WHERE x IN secret AND y NOT IN main.other | main.other,secret,t | -
        SELECT * FROM t WHERE x IN "Secret" | secret,t | -
        SELECT * FROM t WHERE x IN 'secret' | secret,t | -
        SELECT * FROM t WHERE x IN (a, b) AND y IN (SELECT c FROM u) | t,u | -
        SELECT * FROM t WHERE x IN f(1) | t | -
        SELECT * FROM t AS for, secret | secret,t | -
        SELECT * FROM t for JOIN u ON 1, secret | secret,t,u | -
        SELECT * FROM t AS with, secret | secret,t | -
        UPDATE OR IGNORE t SET a = 1 | - | t
        UPDATE OR REPLACE main.t SET a = 1 | - | main.t
        INSERT OR ROLLBACK INTO t SELECT * FROM u | u | t
        """)
    void inSqlite(String sql, String read, String written) {
        touches(Dialect.SQLITE, sql, read, written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        UPDATE (SELECT * FROM t WHERE b = 1) SET a = 1 | - | t
        DELETE FROM (SELECT * FROM t WHERE a IN (SELECT b FROM u)) | u | t
        INSERT INTO (SELECT a FROM t) VALUES (1) | - | t
        INSERT INTO t SELECT * FROM u | u | t
        CREATE TABLE t LIKE secret | secret | t
        CREATE TABLE t AS (SELECT * FROM u) WITH NO DATA | u | t
        SELECT * FROM t FOR SYSTEM_TIME AS OF CURRENT TIMESTAMP, secret | secret,t | -
        SELECT * FROM t FOR BUSINESS_TIME FROM '1' TO '2' AS x, secret | secret,t | -
        SELECT * FROM t AS where, secret | secret,t | -
        """)
    void inDb2(String sql, String read, String written) {
        touches(Dialect.DB2, sql, read, written);
    }

    private static void touches(Dialect dialect, String sql, String read, String written) {
        var names = new NamesInPlace(sql, dialect);
        var lexer = new Lexer(sql, dialect);
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            names.token(kind, lexer.start(), lexer.end());
        }
        assertThat(joined(names.touched().read())).isEqualTo(read == null ? "" : read);
        assertThat(joined(names.touched().written())).isEqualTo(written == null ? "" : written);
    }

    private static String joined(SortedSet<String> names) {
        return String.join(",", names);
    }
}
