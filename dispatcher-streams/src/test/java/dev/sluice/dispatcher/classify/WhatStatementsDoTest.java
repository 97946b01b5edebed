package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.lex.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each statement does on its engine, whatever its first word says. */
class WhatStatementsDoTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d | SELECT | WRITE
        WITH d AS (INSERT INTO t VALUES (1) RETURNING a), e AS (SELECT 1) SELECT * FROM d, e | SELECT | WRITE
        WITH d AS (SELECT 1) DELETE FROM t USING d | DELETE | WRITE
        WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 9) SELECT * FROM r | SELECT | READ
        SELECT a INTO copied FROM t | SELECT | WRITE
        SELECT a INTO TEMP copied FROM t | SELECT | WRITE
        SELECT * FROM t FOR UPDATE | SELECT | WRITE
        SELECT * FROM t FOR NO KEY UPDATE NOWAIT | SELECT | WRITE
        SELECT * FROM t FOR SHARE SKIP LOCKED | SELECT | WRITE
        SELECT * FROM t FOR KEY SHARE OF t | SELECT | WRITE
        SELECT * FROM (SELECT * FROM t FOR UPDATE) q | SELECT | WRITE
        SELECT substring(name FROM 1 FOR 2) FROM t | SELECT | READ
        EXPLAIN SELECT * FROM t | EXPLAIN | READ
        EXPLAIN DELETE FROM t | EXPLAIN | READ
        EXPLAIN ANALYZE SELECT * FROM t | EXPLAIN | READ
        EXPLAIN ANALYZE DELETE FROM t | EXPLAIN | WRITE
        EXPLAIN (ANALYZE, BUFFERS) UPDATE t SET a = 1 | EXPLAIN | WRITE
        EXPLAIN (FORMAT JSON, ANALYZE true) INSERT INTO t VALUES (1) | EXPLAIN | WRITE
        EXPLAIN ANALYZE SELECT nextval('s') | EXPLAIN | WRITE
        EXPLAIN ANALYZE CREATE TABLE x AS SELECT 1 | EXPLAIN | WRITE
        EXPLAIN ANALYZE EXECUTE p | EXPLAIN | WRITE
        SELECT nextval('s') | SELECT | WRITE
        SELECT pg_catalog.setval('s', 9) | SELECT | WRITE
        SELECT "nextval"('s') | SELECT | WRITE
        SELECT pg_advisory_lock(1) | SELECT | WRITE
        SELECT pg_try_advisory_xact_lock(1) | SELECT | WRITE
        SELECT set_config('role', 'x', false) | SELECT | WRITE
        SELECT * FROM dblink('x', 'delete from t') AS r (a int) | SELECT | WRITE
        SELECT lo_import('/etc/passwd') | SELECT | WRITE
        SELECT query_to_xml('delete from t', true, true, '') | SELECT | WRITE
        SELECT pg_terminate_backend(1) | SELECT | WRITE
        SELECT count(*) FROM t | SELECT | READ
        SELECT now(), random() | SELECT | READ
        VALUES (1), (2) | VALUES | READ
        TABLE t | SELECT | READ
        DO $$ BEGIN DELETE FROM t; END $$ | CALL | WRITE
        CALL p(1) | CALL | WRITE
        COPY t TO STDOUT | COPY | WRITE
        COPY t FROM PROGRAM 'curl x' | COPY | WRITE
        COPY (SELECT * FROM t) TO PROGRAM 'sh' | COPY | WRITE
        INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING RETURNING a | INSERT | WRITE
        MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE | MERGE | WRITE
        TRUNCATE t | TRUNCATE | DDL
        CREATE TABLE t AS SELECT * FROM u | CREATE_TABLE | DDL
        CREATE TABLE t AS EXECUTE p | CREATE_TABLE | DDL
        CREATE MATERIALIZED VIEW v AS SELECT 1 | CREATE_VIEW | DDL
        CREATE UNIQUE INDEX CONCURRENTLY i ON t (a) | CREATE_INDEX | DDL
        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1' | CREATE_OTHER | DDL
        ALTER TABLE t ADD COLUMN a int | ALTER_TABLE | DDL
        DROP TABLE t | DROP_TABLE | DDL
        REFRESH MATERIALIZED VIEW v | VACUUM | MAINTENANCE
        COMMENT ON TABLE t IS 'x' | OTHER | WRITE
        GRANT SELECT ON t TO joe | GRANT | CONTROL
        REVOKE ALL ON t FROM joe | REVOKE | CONTROL
        ANALYZE t | ANALYZE | MAINTENANCE
        VACUUM FULL t | VACUUM | MAINTENANCE
        DECLARE c CURSOR FOR SELECT * FROM t | OTHER | WRITE
        FETCH 5 FROM c | OTHER | WRITE
        PREPARE p AS DELETE FROM t | OTHER | WRITE
        EXECUTE p(1) | CALL | WRITE
        DEALLOCATE p | OTHER | WRITE
        LISTEN channel | OTHER | WRITE
        NOTIFY channel, 'x' | OTHER | WRITE
        LOCK TABLE t IN EXCLUSIVE MODE | OTHER | WRITE
        SET ROLE admin | SET | WRITE
        RESET ALL | SET | WRITE
        SHOW search_path | SHOW | READ
        BEGIN | BEGIN | TRANSACTION
        PREPARE TRANSACTION 'x' | OTHER | WRITE
        """)
    void onPostgres(String sql, StatementKind kind, StatementClass statementClass) {
        does(Dialect.POSTGRESQL, sql, kind, statementClass);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        SELECT * FROM t WHERE id = 1 | SELECT | READ
        SELECT * FROM t LOCK IN SHARE MODE | SELECT | WRITE
        SELECT * FROM t FOR UPDATE | SELECT | WRITE
        SELECT * FROM t INTO OUTFILE '/tmp/x' | SELECT | WRITE
        SELECT a INTO @x FROM t | SELECT | WRITE
        SELECT a INTO DUMPFILE '/tmp/x' FROM t | SELECT | WRITE
        SELECT 1 /*!50000 INTO OUTFILE '/tmp/x' */ | SELECT | WRITE
        SELECT /*!99999 1, */ 2 | SELECT | WRITE
        SELECT /*+ NO_ICP(t) */ a FROM t | SELECT | READ
        SELECT GET_LOCK('x', 1) | SELECT | WRITE
        SELECT NEXT VALUE FOR s | SELECT | WRITE
        SELECT NEXTVAL(s) | SELECT | WRITE
        REPLACE INTO t VALUES (1) | INSERT | WRITE
        INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 2 | INSERT | WRITE
        INSERT IGNORE t SELECT * FROM u | INSERT | WRITE
        LOAD DATA INFILE 'x' INTO TABLE t | OTHER | WRITE
        HANDLER t OPEN | OTHER | WRITE
        CALL p() | CALL | WRITE
        SET @x = 1 | SET | WRITE
        SHOW TABLES | SHOW | READ
        DESCRIBE t | EXPLAIN | READ
        EXPLAIN ANALYZE DELETE FROM t | EXPLAIN | WRITE
        OPTIMIZE TABLE t | VACUUM | MAINTENANCE
        TRUNCATE TABLE t | TRUNCATE | DDL
        RENAME TABLE a TO b | OTHER | WRITE
        KILL 5 | OTHER | WRITE
        XA START 'x' | OTHER | WRITE
        """)
    void onMysqlAndMariadb(String sql, StatementKind kind, StatementClass statementClass) {
        does(Dialect.MYSQL, sql, kind, statementClass);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        SELECT * FROM t WHERE id = 1 | SELECT | READ
        PRAGMA table_info(t) | PRAGMA | READ
        PRAGMA main.table_info(t) | PRAGMA | READ
        PRAGMA journal_mode = OFF | PRAGMA | WRITE
        PRAGMA journal_mode(OFF) | PRAGMA | WRITE
        PRAGMA writable_schema | PRAGMA | WRITE
        ATTACH DATABASE '/etc/x' AS x | OTHER | WRITE
        DETACH x | OTHER | WRITE
        VACUUM INTO '/tmp/x' | VACUUM | MAINTENANCE
        REINDEX t | VACUUM | MAINTENANCE
        REPLACE INTO t VALUES (1) | INSERT | WRITE
        INSERT OR IGNORE INTO t VALUES (1) | INSERT | WRITE
        SELECT load_extension('x') | SELECT | WRITE
        EXPLAIN QUERY PLAN DELETE FROM t | EXPLAIN | READ
        CREATE VIRTUAL TABLE t USING fts5(a) | CREATE_TABLE | DDL
        CREATE TEMP TABLE t (a) | CREATE_TABLE | DDL
        """)
    void onSqlite(String sql, StatementKind kind, StatementClass statementClass) {
        does(Dialect.SQLITE, sql, kind, statementClass);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        SELECT a# FROM t$1 WHERE @b = 1 WITH UR | SELECT | READ
        SELECT * FROM t FETCH FIRST 5 ROWS ONLY | SELECT | READ
        SELECT * FROM t FETCH FIRST 5 ROWS ONLY WITH RS USE AND KEEP UPDATE LOCKS | SELECT | WRITE
        SELECT * FROM t WITH RS USE AND KEEP SHARE LOCKS | SELECT | WRITE
        SELECT * FROM t WITH RR USE AND KEEP EXCLUSIVE LOCKS | SELECT | WRITE
        SELECT * FROM t FOR UPDATE OF a | SELECT | WRITE
        SELECT * FROM FINAL TABLE (INSERT INTO t VALUES (1)) | SELECT | WRITE
        SELECT * FROM OLD TABLE (DELETE FROM t WHERE a = 1) | SELECT | WRITE
        SELECT NEXT VALUE FOR s FROM sysibm.sysdummy1 | SELECT | WRITE
        VALUES NEXT VALUE FOR s | VALUES | WRITE
        VALUES NEXTVAL FOR s | VALUES | WRITE
        VALUES (1, 'a') | VALUES | READ
        SELECT g'x', X'00' FROM sysibm.sysdummy1 | SELECT | READ
        CALL sysproc.admin_cmd('x') | CALL | WRITE
        MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET a = 1 | MERGE | WRITE
        LOCK TABLE t IN EXCLUSIVE MODE | OTHER | WRITE
        RUNSTATS ON TABLE t | OTHER | WRITE
        SET CURRENT SCHEMA x | SET | WRITE
        """)
    void onDb2(String sql, StatementKind kind, StatementClass statementClass) {
        does(Dialect.DB2, sql, kind, statementClass);
    }

    private static void does(Dialect dialect, String sql, StatementKind kind, StatementClass statementClass) {
        Analysis analysis = Reading.of(sql, dialect);

        assertThat(analysis.kind()).isEqualTo(kind);
        assertThat(analysis.statementClass()).isEqualTo(statementClass);
    }
}
