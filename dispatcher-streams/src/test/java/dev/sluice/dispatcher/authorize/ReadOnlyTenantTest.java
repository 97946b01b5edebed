package dev.sluice.dispatcher.authorize;

import static dev.sluice.dispatcher.authorize.AskedJob.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.Policy;
import dev.sluice.message.StatementClass;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tenant that may only read cannot do, whatever a statement looks like. */
class ReadOnlyTenantTest {
    /** Every function is allowed, so that it is the class of the statement that counts. */
    private static final Policy READS = policy("reads", StatementClass.READ)
            .setAllowedFunctions(List.of("*"))
            .build();

    /** FAULTS 74. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            postgresql | SELECT set_config('a', 'b', false)
            postgresql | SELECT pg_advisory_lock(1)
            postgresql | SELECT query_to_xml('delete from t', true, true, '')
            postgresql | SELECT table_to_xml('secret', true, true, '')
            postgresql | SELECT * FROM dblink('x', 'delete from t') AS t (a int)
            postgresql | SELECT lo_import('/etc/passwd')
            postgresql | SELECT pg_file_write('x', 'y', true)
            postgresql | SELECT pg_drop_replication_slot('s')
            postgresql | SELECT pg_stat_reset()
            postgresql | COPY t TO STDOUT
            postgresql | COPY (SELECT 1) TO PROGRAM 'sh'
            postgresql | DO $$ BEGIN DELETE FROM t; END $$
            postgresql | CALL p()
            postgresql | EXPLAIN ANALYZE DELETE FROM t
            postgresql | EXPLAIN ("analyze") DELETE FROM t
            postgresql | WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d
            postgresql | SELECT * INTO copied FROM t
            postgresql | SELECT nextval('s')
            postgresql | VALUES (nextval('s'))
            postgresql | SELECT * FROM t FOR UPDATE
            postgresql | TABLE t FOR SHARE
            postgresql | SET ROLE admin
            mysql | ANALYZE DELETE FROM t
            mysql | DESC ANALYZE DELETE FROM t
            mysql | SELECT a INTO @x FROM t
            mysql | SELECT get_lock('x', 1)
            mysql | SELECT /*!99999 1, */ 2
            sqlite | PRAGMA journal_mode(off)
            sqlite | PRAGMA table_info."writable_schema"(1)
            sqlite | SELECT writefile('x', 'y')
            db2 | SELECT * FROM FINAL TABLE (INSERT INTO t VALUES (1))
            db2 | VALUES NEXT VALUE FOR s
            """)
    void whatItOnlySeemsToRead(String engine, String sql) {
        assertThat(AskedJob.of(sql).on(engine, "").under(READS)).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    /** FAULTS 75: settings tell who asks where rows are secured by them, so nothing may change them by the way. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT * FROM t WHERE set_config('app.tenant', 'other', false) IS NOT NULL
            SELECT (SELECT set_config('app.tenant', 'other', true)), a FROM t
            SELECT * FROM set_config('app.tenant', 'other', true), t
            SELECT * FROM t ORDER BY pg_catalog.set_config('app.tenant', 'other', true)
            SELECT count(*) FILTER (WHERE "set_config"('app.tenant', 'other', true) = '') FROM t
            WITH s AS MATERIALIZED (SELECT SET_CONFIG('app.tenant', 'other', true)) SELECT * FROM t, s
            VALUES (set_config('app.tenant', 'other', true))
            INSERT INTO t VALUES (set_config('app.tenant', 'other', true))
            INSERT INTO t SELECT 1 ON CONFLICT (a) DO UPDATE SET b = set_config('app.tenant', 'other', true)
            UPDATE t SET a = set_config('app.tenant', 'other', true)
            DELETE FROM t RETURNING set_config('app.tenant', 'other', true)
            MERGE INTO t USING u ON set_config('app.tenant', 'other', true) = '' WHEN MATCHED THEN DELETE
            EXPLAIN ANALYZE SELECT set_config('app.tenant', 'other', true)
            CREATE TABLE c AS SELECT set_config('app.tenant', 'other', true)
            CREATE VIEW v AS SELECT set_config('app.tenant', 'other', true)
            CREATE INDEX i ON t ((set_config('app.tenant', 'other', true)))
            ALTER TABLE t ALTER a SET DEFAULT set_config('app.tenant', 'other', true)
            COPY (SELECT set_config('app.tenant', 'other', true)) TO '/tmp/x'
            CALL p(set_config('app.tenant', 'other', true))
            EXECUTE p(set_config('app.tenant', 'other', true))
            PREPARE p AS SELECT set_config('app.tenant', 'other', true)
            SELECT set_config/**/('app.tenant', E'x\\'y', true)
            """)
    void noStatementHidesAChangeOfSettings(String sql) {
        Policy everything = policy("everything", StatementClass.values()).build();

        assertThat(AskedJob.of(sql).under()).isEqualTo(ErrorCode.FUNCTION_NOT_ALLOWED);
        assertThat(AskedJob.of(sql).under(everything)).isEqualTo(ErrorCode.FUNCTION_NOT_ALLOWED);
    }

    /** FAULTS 75. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT * FROM t set, secret
            SELECT 1 AS with FROM secret
            SELECT a AS distinct FROM secret
            TABLE secret
            SELECT (SELECT max(a) FROM secret)
            SELECT * FROM t WHERE EXISTS (TABLE secret)
            CREATE TABLE c (LIKE secret)
            """)
    void noWayOfNamingATableGetsPastARuleAboutIt(String sql) {
        Policy everythingElse = policy("rest", StatementClass.values())
                .setDeniedObjects(List.of("secret"))
                .build();

        assertThat(AskedJob.of(sql).under(everythingElse))
                .isIn(ErrorCode.OBJECT_NOT_ALLOWED, ErrorCode.STATEMENT_NOT_ALLOWED);
    }
}
