package dev.sluice.dispatcher.touch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesInPlaceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        SELECT a, b FROM t | t
        SELECT * FROM s.t x, u AS y, "Mixed" z | "Mixed",s.t,u
        SELECT * FROM a JOIN b ON a.id = b.id LEFT JOIN c USING (id) | a,b,c
        SELECT * FROM (a CROSS JOIN b) | a,b
        SELECT * FROM (SELECT x, y FROM inner_one) q, outer_one | inner_one,outer_one
        SELECT (SELECT max(x) FROM u), v FROM t WHERE id IN (SELECT id FROM w) | t,u,w
        SELECT extract(YEAR FROM at), substring(name FROM 2), trim(BOTH ' ' FROM name) FROM t | t
        SELECT extract(YEAR FROM (SELECT at FROM u)) FROM t | t,u
        SELECT a IS DISTINCT FROM b FROM t | t
        SELECT * FROM generate_series(1, 3) g, t | t
        SELECT * FROM ONLY t, LATERAL (SELECT * FROM u) x | t,u
        SELECT a FROM t UNION ALL SELECT b FROM u ORDER BY c, d | t,u
        SELECT * FROM t WINDOW t2 AS (PARTITION BY a), t3 AS (ORDER BY b) | t
        SELECT * FROM t ORDER BY a, b LIMIT 3 OFFSET 2 | t
        TABLE t | t
        VALUES (1), (2) | -
        WITH q AS (SELECT * FROM t) SELECT * FROM q | t
        WITH q AS (SELECT * FROM q) SELECT * FROM q | q
        WITH q (a, b) AS MATERIALIZED (SELECT 1, 2), r AS (SELECT * FROM q) SELECT * FROM r, q, u | u
        WITH RECURSIVE q AS (SELECT 1 UNION SELECT n + 1 FROM q) SELECT * FROM q | -
        SELECT * FROM q, (WITH q AS (SELECT 1) SELECT * FROM q) x | q
        SELECT * FROM (WITH q AS (SELECT 1) SELECT * FROM q) x, q | q
        WITH q AS (SELECT 1) SELECT * FROM s.q | s.q
        SELECT * FROM q WINDOW q AS (PARTITION BY 1) | q
        SELECT * FROM f() WITH ORDINALITY AS t (a, b), u | u
        SELECT * FROM /* FROM x */ t -- FROM y | t
        SELECT 'FROM x' FROM t | t
        SELECT * FROM TABLE_OF_MINE | table_of_mine
        SELECT * FROM "table" | table
        SELECT * FROM "a.b"."c""d" | "a.b"."c""d"
        """)
    void tablesThatAreRead(String sql, String tables) {
        assertThat(joined(touched(sql, Dialect.POSTGRESQL).read())).isEqualTo(tables == null ? "" : tables);
        assertThat(touched(sql, Dialect.POSTGRESQL).written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        INSERT INTO t (a, b) VALUES (1, (SELECT max(x) FROM u)) | u | t
        INSERT INTO t SELECT a, b FROM u ON CONFLICT (a) DO UPDATE SET b = 1, c = 2 RETURNING a, b | u | t
        UPDATE t SET a = 1, b = u.b FROM u WHERE t.id = u.id | u | t
        UPDATE ONLY t AS x SET a = (SELECT b FROM v) | v | t
        DELETE FROM t USING u WHERE t.id = u.id RETURNING a, b | u | t
        MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN INSERT VALUES (1) | u | t
        WITH gone AS (DELETE FROM t RETURNING *) INSERT INTO log SELECT * FROM gone | - | log,t
        WITH q AS (UPDATE a SET x = 1 RETURNING x) SELECT * FROM q, b | b | a
        SELECT a INTO new_one FROM t | t | new_one
        SELECT * FROM t FOR UPDATE | t | -
        SELECT * FROM t FOR NO KEY UPDATE OF t | t | -
        CREATE TABLE IF NOT EXISTS t (a int REFERENCES u (id) ON DELETE CASCADE, b int) | u | t
        CREATE TABLE t AS SELECT * FROM u | u | t
        CREATE OR REPLACE VIEW v AS SELECT a, b FROM t | t | v
        CREATE INDEX i ON t (a, b) | - | t
        DROP TABLE IF EXISTS a, b CASCADE | - | a,b
        ALTER TABLE t ADD COLUMN x int, ADD COLUMN y int | - | t
        TRUNCATE a, b | - | a,b
        TRUNCATE TABLE a | - | a
        LOCK TABLE a, b IN EXCLUSIVE MODE | - | a,b
        COPY t TO STDOUT | t | -
        GRANT SELECT ON t TO joe | - | t
        ANALYZE t | - | t
        EXPLAIN ANALYZE DELETE FROM t | - | t
        """)
    void tablesThatAreWritten(String sql, String read, String written) {
        Touched touched = touched(sql, Dialect.POSTGRESQL);
        assertThat(joined(touched.read())).isEqualTo(read == null ? "" : read);
        assertThat(joined(touched.written())).isEqualTo(written == null ? "" : written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        INSERT t VALUES (1) | - | t
        INSERT IGNORE INTO `T` VALUES (1) ON DUPLICATE KEY UPDATE a = 1, b = 2 | - | t
        REPLACE INTO t SELECT * FROM u | u | t
        UPDATE LOW_PRIORITY a, b SET a.x = b.x | - | a,b
        DELETE QUICK FROM t WHERE id = 1 | - | t
        DELETE a FROM a JOIN b ON a.id = b.id WHERE b.x IN (SELECT x FROM c) | c | a,b
        SELECT replace(a, 'x', 'y') FROM t | t | -
        """)
    void mysqlHasWaysOfItsOwn(String sql, String read, String written) {
        Touched touched = touched(sql, Dialect.MYSQL);
        assertThat(joined(touched.read())).isEqualTo(read == null ? "" : read);
        assertThat(joined(touched.written())).isEqualTo(written == null ? "" : written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        POSTGRESQL | "orders" | orders
        POSTGRESQL | ORDERS | orders
        POSTGRESQL | "Orders" | "Orders"
        MYSQL | `Orders` | orders
        SQLITE | [Orders] | orders
        SQLITE | "main"."ORDERS" | main.orders
        SQLITE | 'orders' | orders
        SQLITE | main.'Orders' | main.orders
        POSTGRESQL | Äpfel | Äpfel
        POSTGRESQL | "Äpfel" | Äpfel
        STANDARD | "ORDERS" | orders
        STANDARD | "Orders" | "Orders"
        STANDARD | "orders" | "orders"
        """)
    void oneTableHasOneName(Dialect dialect, String written, String name) {
        assertThat(touched("SELECT * FROM " + written, dialect).read()).containsExactly(name);
    }

    @Test
    void functionsAreCollectedWhereverTheyAreCalled() {
        String sql = "SELECT pg_catalog.pg_sleep(1), \"f\"(x) FROM generate_series(1, g()) WHERE h (1) = 2";

        assertThat(touched(sql, Dialect.POSTGRESQL).functions())
                .containsExactly("f", "g", "generate_series", "h", "pg_catalog.pg_sleep");
    }

    private static Touched touched(String sql, Dialect dialect) {
        var names = new NamesInPlace(sql, dialect);
        var lexer = new Lexer(sql, dialect);
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            names.token(kind, lexer.start(), lexer.end());
        }
        return names.touched();
    }

    private static String joined(SortedSet<String> names) {
        return String.join(",", names);
    }
}
