package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.StatementClass;
import dev.sluice.schemas.lex.Dialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements of the kinds that the servers' own test suites and manuals are full of: what they do, and to which tables. */
class RegressionSuiteStatementsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        EXPLAIN ("analyze") DELETE FROM t | WRITE | - | t
        EXPLAIN (VERBOSE, "analyze" true) INSERT INTO t SELECT * FROM u | WRITE | u | t
        EXPLAIN (COSTS off) DELETE FROM t | READ | - | t
        EXPLAIN ANALYZE EXECUTE p((SELECT 1)) | WRITE | - | -
        EXPLAIN (ANALYZE) CREATE MATERIALIZED VIEW v AS SELECT * FROM t | WRITE | t | v
        SELECT pg_stat_reset() | WRITE | - | -
        SELECT pg_stat_statements_reset() | WRITE | - | -
        SELECT pg_drop_replication_slot('s') | WRITE | - | -
        SELECT * FROM pg_create_physical_replication_slot('s') | WRITE | - | -
        SELECT pg_file_write('x', 'y', true) | WRITE | - | -
        SELECT lowrite(1, 'x') | WRITE | - | -
        SELECT table_to_xml('t', true, true, '') | WRITE | - | -
        SELECT schema_to_xml('s', true, true, '') | WRITE | - | -
        SELECT * FROM crosstab('delete from t') AS c (a int) | WRITE | - | -
        SELECT ts_stat('select 1') | WRITE | - | -
        SELECT brin_summarize_new_values('i') | WRITE | - | -
        SELECT pg_export_snapshot() | WRITE | - | -
        VALUES ((SELECT set_config('a', 'b', true))) | WRITE | - | -
        SELECT CASE WHEN true THEN nextval('s') END FROM t | WRITE | t | -
        SELECT * FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a FOR UPDATE) | WRITE | t,u | -
        SELECT a[1:2], ARRAY(SELECT b FROM u) FROM t | READ | t,u | -
        SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b | READ | t | -
        SELECT * FROM t, LATERAL unnest(t.a) WITH ORDINALITY x(b, n), u | READ | t,u | -
        SELECT a FROM t GROUP BY GROUPING SETS ((a), (b), ()), ROLLUP (c) | READ | t | -
        SELECT sum(a) FILTER (WHERE b > (SELECT max(c) FROM u)) OVER w FROM t WINDOW w AS (PARTITION BY d) | READ | t,u | -
        SELECT * FROM t TABLESAMPLE BERNOULLI (10) REPEATABLE (1) | READ | t | -
        SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v (n, s) JOIN t USING (n) | READ | t | -
        SELECT a FROM t OFFSET 1 ROW FETCH NEXT 2 ROWS WITH TIES | READ | t | -
        SELECT extract(epoch FROM a), overlay(b PLACING 'x' FROM 2 FOR 3) FROM t, u | READ | t,u | -
        SELECT 1 FROM a NATURAL FULL OUTER JOIN b CROSS JOIN LATERAL (SELECT * FROM c) d | READ | a,b,c | -
        MERGE INTO t USING (SELECT * FROM u) s ON t.a = s.a WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b) | WRITE | u | t
        UPDATE t SET (a, b) = (SELECT c, d FROM u), e = 1 | WRITE | u | t
        TRUNCATE ONLY t, u RESTART IDENTITY CASCADE | DDL | - | t,u
        CREATE TABLE t PARTITION OF u FOR VALUES FROM (1) TO (2) | DDL | - | t,u
        ALTER TABLE t DISABLE ROW LEVEL SECURITY | DDL | - | t
        REINDEX (VERBOSE) TABLE t | MAINTENANCE | - | t
        """)
    void ofPostgres(String sql, StatementClass does, @Nullable String read, @Nullable String written) {
        check(Dialect.POSTGRESQL, sql, does, read, written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        ANALYZE DELETE FROM t | WRITE | - | t
        ANALYZE UPDATE t SET a = 1 | WRITE | - | t
        ANALYZE SELECT * FROM t | READ | t | -
        EXPLAIN SELECT * FROM t | READ | t | -
        EXPLAIN FORMAT=JSON DELETE FROM t WHERE a = 1 | WRITE | - | t
        EXPLAIN EXTENDED INSERT INTO t SELECT * FROM u | WRITE | u | t
        ANALYZE TABLE t, u | MAINTENANCE | - | t,u
        DESCRIBE t | READ | t | -
        SELECT SQL_CALC_FOUND_ROWS STRAIGHT_JOIN * FROM t STRAIGHT_JOIN u | READ | t,u | -
        SELECT * FROM t USE INDEX (i) IGNORE INDEX FOR ORDER BY (j), u | READ | t,u | -
        SELECT * FROM t PARTITION (p0, p1) AS x, u | READ | t,u | -
        SELECT a, b FROM t GROUP BY a WITH ROLLUP | READ | t | -
        SELECT MATCH (a) AGAINST ('x' WITH QUERY EXPANSION) FROM t | READ | t | -
        SELECT GROUP_CONCAT(DISTINCT a ORDER BY b DESC SEPARATOR ',') FROM t | READ | t | -
        SELECT COUNT(DISTINCT a, b), TRIM(LEADING 'x' FROM c) FROM t, u | READ | t,u | -
        VALUES ROW(1, 2), ROW(3, 4) | READ | - | -
        TABLE t | READ | t | -
        SELECT * FROM JSON_TABLE('[]', '$[*]' COLUMNS (a INT PATH '$')) AS j, t | READ | t | -
        SELECT 1 LIMIT 1 FOR UPDATE SKIP LOCKED | WRITE | - | -
        SELECT a FROM t LIMIT 1 INTO @x | WRITE | t | -
        SELECT release_all_locks() | WRITE | - | -
        SELECT setval(s, 5) | WRITE | - | -
        INSERT INTO t SET a = (SELECT max(b) FROM u) | WRITE | u | t
        REPLACE LOW_PRIORITY t (a) TABLE u | WRITE | u | t
        DELETE LOW_PRIORITY QUICK FROM t WHERE a = 1 ORDER BY b LIMIT 1 | WRITE | - | t
        DELETE t, u FROM t INNER JOIN u INNER JOIN v WHERE t.a = u.a | WRITE | - | t,u,v
        CREATE TABLE t LIKE u | DDL | u | t
        ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u WITHOUT VALIDATION | DDL | - | t,u
        """)
    void ofMysqlAndMariadb(String sql, StatementClass does, @Nullable String read, @Nullable String written) {
        check(Dialect.MYSQL, sql, does, read, written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        PRAGMA main.index_list(t) | READ | - | -
        PRAGMA integrity_check | READ | - | -
        PRAGMA quick_check(5) | READ | - | -
        PRAGMA user_version | READ | - | -
        PRAGMA user_version = 5 | WRITE | - | -
        PRAGMA user_version(5) | WRITE | - | -
        PRAGMA main.user_version(5) | WRITE | - | -
        PRAGMA journal_mode | READ | - | -
        PRAGMA journal_mode(off) | WRITE | - | -
        PRAGMA table_info.journal_mode(off) | WRITE | - | -
        PRAGMA table_info."journal_mode"(off) | WRITE | - | -
        PRAGMA "journal_mode" | WRITE | - | -
        PRAGMA optimize | WRITE | - | -
        PRAGMA wal_checkpoint | WRITE | - | -
        PRAGMA incremental_vacuum | WRITE | - | -
        PRAGMA writable_schema | WRITE | - | -
        PRAGMA no_such_thing | WRITE | - | -
        SELECT * FROM t NOT INDEXED, u AS x INDEXED BY i | WRITE | t,u | -
        SELECT * FROM t WHERE x IN u | READ | t,u | -
        SELECT * FROM json_each('[1]'), t | READ | t | -
        WITH c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 5) SELECT x FROM c | READ | - | -
        SELECT writefile('x', 'y') | WRITE | - | -
        INSERT INTO t (t, rank) VALUES ('automerge', 8) | WRITE | - | t
        UPDATE OR FAIL t SET a = 1 RETURNING b, c | WRITE | - | t
        """)
    void ofSqlite(String sql, StatementClass does, @Nullable String read, @Nullable String written) {
        check(Dialect.SQLITE, sql, does, read, written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        WITH r (n) AS (SELECT 1 FROM s.one UNION ALL SELECT n + 1 FROM r WHERE n < 9) SELECT n FROM r | READ | s.one | -
        WITH r AS (SELECT * FROM q), q AS (SELECT 1 FROM u) SELECT * FROM r | READ | q,u | -
        SELECT * FROM TABLE (f(1)) AS x, t | READ | t | -
        SELECT * FROM TABLE (SELECT * FROM t) x | READ | t | -
        SELECT * FROM t FOR READ ONLY OPTIMIZE FOR 10 ROWS | READ | t | -
        SELECT a FROM t WHERE b = ANY (SELECT c FROM u) WITH UR | READ | t,u | -
        SELECT * FROM FINAL TABLE (MERGE INTO t USING u ON 1 = 1 WHEN MATCHED THEN DELETE) | WRITE | u | t
        UPDATE (SELECT * FROM t) SET a = 1 | WRITE | - | t
        VALUES (SELECT max(a) FROM t) | READ | t | -
        CREATE TABLE t AS (SELECT * FROM u) WITH NO DATA | DDL | u | t
        """)
    void ofDb2(String sql, StatementClass does, @Nullable String read, @Nullable String written) {
        check(Dialect.DB2, sql, does, read, written);
    }

    private static void check(
            Dialect dialect, String sql, StatementClass does, @Nullable String read, @Nullable String written) {
        Analysis analysis = Reading.of(sql, dialect);

        assertThat(analysis.statementClass()).isEqualTo(does);
        assertThat(String.join(",", analysis.touched().read())).isEqualTo(read == null ? "" : read);
        assertThat(String.join(",", analysis.touched().written())).isEqualTo(written == null ? "" : written);
    }
}
