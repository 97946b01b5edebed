package dev.sluice.dispatcher.authorize;

import static dev.sluice.dispatcher.authorize.AskedJob.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.StatementClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FAULTS 74: ways around what a statement seems to be, closed to everybody; no policy is there. */
class ForEverybodyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            postgresql | SELECT set_config('role', 'x', false)
            postgresql | SELECT pg_catalog.set_config('role', 'x', false)
            postgresql | SELECT "pg_catalog"."set_config"('role', 'x', false)
            postgresql | SELECT PG_CATALOG.Set_Config('role', 'x', false)
            postgresql | SELECT set_config /* x */ ('role', 'x', false)
            postgresql | SELECT * FROM t WHERE pg_sleep_for('1 min') IS NULL
            postgresql | SELECT * FROM pg_sleep(10)
            postgresql | SELECT * FROM t, LATERAL pg_ls_dir('.')
            postgresql | SELECT pg_advisory_lock(1)
            postgresql | SELECT pg_try_advisory_xact_lock(1)
            postgresql | SELECT query_to_xml('delete from t', true, true, '')
            postgresql | SELECT * FROM dblink('x', 'y') AS t (a int)
            postgresql | SELECT lo_import('/etc/passwd')
            postgresql | SELECT pg_read_file('/etc/passwd')
            postgresql | SELECT pg_terminate_backend(1)
            postgresql | INSERT INTO t SELECT ts_stat('SELECT 1')
            postgresql | UPDATE t SET a = pg_read_binary_file('x')
            postgresql | EXPLAIN ANALYZE SELECT pg_sleep(1)
            mysql | SELECT sleep(10)
            mysql | SELECT /*!50000 sleep(10) */
            mysql | DO sleep(10)
            mysql | SELECT BENCHMARK(1000000, md5('x'))
            mysql | SELECT load_file('/etc/passwd')
            mariadb | SELECT get_lock('x', 10)
            sqlite | SELECT load_extension('x')
            sqlite | SELECT writefile('x', 'y')
            db2 | SELECT systools.httpgetclob('http://x', '') FROM sysibm.sysdummy1
            """)
    void functionsThatReachPastAJobAreRefused(String engine, String sql) {
        assertThat(AskedJob.of(sql).on(engine, "").under()).isEqualTo(ErrorCode.FUNCTION_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            postgresql | COPY t FROM PROGRAM 'rm -rf /'
            postgresql | COPY t (a, b) FROM STDIN WITH (FORMAT csv)
            postgresql | COPY (SELECT * FROM t) TO STDOUT
            postgresql | PREPARE TRANSACTION 'x'
            mariadb | XA START 'x'
            mysql | xa prepare 'x'
            mysql | CREATE PROCEDURE p() SELECT * FROM t INTO OUTFILE '/tmp/x'
            mysql | CREATE PROCEDURE p() BEGIN SELECT * FROM t INTO OUTFILE '/tmp/x'; END
            postgresql | LOAD 'library'
            postgresql | ALTER SYSTEM SET fsync = off
            postgresql | SET standard_conforming_strings = off
            postgresql | SET SESSION "standard_conforming_strings" TO off
            postgresql | SET NAMES 'SJIS'
            postgresql | ALTER ROLE joe SET standard_conforming_strings = off
            postgresql | SELECT U&"pg_sl\\0065ep"(10)
            postgresql | SELECT * FROM u&"s\\0065cret"
            mysql | SELECT * INTO OUTFILE '/tmp/x' FROM t
            mysql | CREATE TABLE t (a int) ENGINE=FEDERATED CONNECTION='mysql://u@h/d/t'
            mariadb | CREATE TABLE t ENGINE = 'CONNECT' TABLE_TYPE=CSV FILE_NAME='/etc/passwd'
            mysql | ALTER TABLE t ENGINE csv
            mysql | CREATE TABLE t (engine int) engine /* x */ = /* y */ CSV
            mysql | CREATE TABLE t (a int) DATA DIRECTORY = '/tmp'
            mysql | SELECT * FROM t INTO DUMPFILE '/tmp/x'
            mysql | SELECT * FROM t /*!50000 INTO OUTFILE '/tmp/x' */
            mysql | LOAD DATA INFILE '/etc/passwd' INTO TABLE t
            mysql | INSTALL PLUGIN x SONAME 'y'
            mysql | KILL 7
            mysql | SET a = 1, sql_mode = 'ANSI_QUOTES'
            mysql | SET @@session.sql_mode = ''
            mysql | SET NAMES gbk
            sqlite | ATTACH 'x.db' AS x
            sqlite | DETACH x
            sqlite | VACUUM INTO 'x.db'
            postgresql | SELECT tenant, outcome FROM sluice_ledger
            postgresql | DELETE FROM public.SLUICE_LEDGER
            postgresql | WITH x AS (DELETE FROM "sluice_ledger" RETURNING 1) SELECT count(*) FROM x
            postgresql | SELECT (SELECT count(*) FROM ONLY sluice_ledger /* x */)
            postgresql | TRUNCATE sluice_ledger
            postgresql | COPY sluice_ledger TO '/tmp/x'
            postgresql | ALTER TABLE sluice_ledger ADD x int
            postgresql | CREATE VIEW v AS SELECT * FROM public . "sluice_ledger"
            postgresql | GRANT SELECT ON sluice_ledger TO joe
            postgresql | DO $$ BEGIN DELETE FROM sluice_ledger; END $$
            postgresql | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT count(*)::int FROM Sluice_Ledger'
            mysql | UPDATE `Sluice_Ledger` SET outcome = NULL
            mysql | SELECT * FROM /*!50000 sluice_ledger */
            mariadb | DROP TABLE bench.sluice_ledger
            mariadb | PREPARE s FROM 'DELETE FROM sluice_ledger'
            sqlite | DELETE FROM [sluice_ledger]
            sqlite | DELETE FROM 'sluice_ledger'
            db2 | SELECT * FROM me.sluice_ledger
            """)
    void statementsThatReachPastAJobAreRefusedWhateverIsAllowed(String engine, String sql) {
        var everything = policy("everything", StatementClass.values())
                .setAllowedFunctions(List.of("*"))
                .build();

        assertThat(AskedJob.of(sql).on(engine, "").under()).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
        assertThat(AskedJob.of(sql).on(engine, "").under(everything)).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            postgresql | SELECT sleep, benchmark FROM t
            postgresql | SELECT sleep(1), edit('x'), get_lock('x')
            postgresql | SELECT 'pg_sleep(1)', "pg_sleep" FROM t -- pg_sleep(1)
            postgresql | SELECT u & "b" FROM t
            postgresql | SELECT 'U&"x"', a FROM t
            postgresql | UPDATE t SET standard_conforming_strings = 1
            mysql | SELECT outfile FROM t
            mysql | SET @x = 1
            mysql | CREATE TABLE t (engine int, connection int, directory varchar(9) DEFAULT 'csv') ENGINE=InnoDB
            sqlite | VACUUM
            sqlite | SELECT attach FROM t
            postgresql | SELECT 'sluice_ledger' FROM my_sluice_ledger_too
            postgresql | UPDATE t SET note = 'see sluice_ledger' -- sluice_ledger
            sqlite | SELECT 'about sluice_ledger' FROM t
            """)
    void whatOnlyLooksLikeItIsLeftAlone(String engine, String sql) {
        assertThat(AskedJob.of(sql).on(engine, "").under()).isNull();
    }

    @Test
    void aPolicyCanAllowAFunctionOfTheList() {
        var sleepers = policy("sleepers", StatementClass.READ)
                .setAllowedFunctions(List.of("pg_sleep"))
                .build();

        assertThat(AskedJob.of("SELECT pg_catalog.pg_sleep(1)").under(sleepers)).isNull();
        assertThat(AskedJob.of("SELECT pg_sleep_for('1 s')").under(sleepers)).isEqualTo(ErrorCode.FUNCTION_NOT_ALLOWED);
    }

    @Test
    void theRefusalSaysWhyAndWhatToDo() {
        assertThat(AskedJob.of("SELECT pg_catalog.pg_sleep(1)").messageUnder())
                .isEqualTo(
                        "The function pg_catalog.pg_sleep may not be called: it holds a slot and a connection without"
                                + " working. Leave it out, or ask the operator for a policy with it in allowedFunctions.");
    }
}
