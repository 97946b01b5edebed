package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.lex.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutineBodyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        SQLITE | CREATE TRIGGER x AFTER UPDATE ON t BEGIN SELECT 1; END
        SQLITE | create temp trigger if not exists x after insert on t when new.a > 1 begin select case when 1 then 2 end; delete from u; end;
        POSTGRESQL | CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END
        POSTGRESQL | CREATE OR REPLACE PROCEDURE p(x text) LANGUAGE SQL BEGIN ATOMIC INSERT INTO t VALUES (x); END;
        POSTGRESQL | CREATE RULE r AS ON INSERT TO t DO INSTEAD (DELETE FROM t; DELETE FROM u)
        MYSQL | CREATE PROCEDURE p() BEGIN SELECT 1; END
        MYSQL | CREATE DEFINER=`root`@`localhost` PROCEDURE p(a int) SQL SECURITY INVOKER l: BEGIN IF a THEN SELECT 1; END IF; END l;
        MYSQL | CREATE OR REPLACE DEFINER = CURRENT_USER() FUNCTION f() RETURNS int BEGIN RETURN CASE 1 WHEN 1 THEN 2 END; END
        MYSQL | CREATE FUNCTION f(a int) RETURNS int BEGIN CASE a WHEN 1 THEN RETURN 1; ELSE BEGIN END; END CASE; RETURN IF(a, 1, 2); END
        MYSQL | CREATE PROCEDURE p() BEGIN l: LOOP LEAVE l; END LOOP l; WHILE 0 DO SET @a = 1; END WHILE; REPEAT SET @a = 2; UNTIL 1 END REPEAT; END
        MYSQL | CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; DROP TABLE IF EXISTS t; END
        MYSQL | CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW IF NEW.a < 0 THEN SET NEW.a = 0; END IF
        MYSQL | CREATE PROCEDURE p(x int) l: WHILE x > 0 DO SET x = x - 1; ITERATE l; END WHILE l
        MYSQL | CREATE FUNCTION f(x int) RETURNS int IF x THEN RETURN 1; ELSE RETURN 2; END IF
        MYSQL | CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW BEGIN IF abs(NEW.a) THEN SET @a := IF(@a, 1, 2), @b = IF(@b, 1, 2); END IF; END
        MYSQL | CREATE PROCEDURE p() BEGIN SET @a = CASE WHEN 1 THEN IF(1, 2, 3) ELSE IF(1, CASE 1 WHEN 1 THEN 2 END, 3) END; SELECT 1; END
        MYSQL | CREATE PROCEDURE p() BEGIN CASE CASE 1 WHEN 1 THEN IF(1, 2, 3) END WHEN 1 THEN IF 1 THEN SELECT 1; END IF; ELSE SELECT 2; END CASE; END
        MYSQL | CREATE FUNCTION f(x int) RETURNS text CHARSET utf8mb4 IF x THEN RETURN 1; ELSE RETURN 2; END IF
        MYSQL | CREATE FUNCTION f(x int) RETURNS varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin IF x THEN RETURN 1; ELSE RETURN 2; END IF
        MYSQL | CREATE PROCEDURE p(x int) SQL SECURITY INVOKER IF x THEN SELECT 1; ELSE SELECT 2; END IF
        MYSQL | CREATE EVENT e ON SCHEDULE EVERY 1 HOUR DO BEGIN DELETE FROM t; END
        DB2 | CREATE PROCEDURE p() LANGUAGE SQL P1: BEGIN DELETE FROM t; END P1
        """)
    void aRoutineWithABodyIsOneStatement(Dialect dialect, String sql) {
        Analysis analysis = Reading.of(sql, dialect);

        assertThat(analysis.kind()).isEqualTo(StatementKind.CREATE_OTHER);
        assertThat(analysis.statementClass()).isEqualTo(StatementClass.DDL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        SQLITE | CREATE TRIGGER x AFTER UPDATE ON t BEGIN SELECT 1; END; DROP TABLE t
        SQLITE | CREATE TRIGGER x AFTER UPDATE ON t BEGIN SELECT 1; END; DROP TABLE t; END
        SQLITE | CREATE TABLE trigger (begin int); DROP TABLE t; END
        SQLITE | SELECT 1; CREATE TRIGGER x AFTER UPDATE ON t BEGIN SELECT 1; END
        POSTGRESQL | CREATE FUNCTION f() RETURNS int LANGUAGE sql SET a TO begin AS 'x'; DROP TABLE t; END
        POSTGRESQL | CREATE FUNCTION f() RETURNS int BEGIN SELECT 1; END
        POSTGRESQL | CREATE FUNCTION f(begin atomic) RETURNS int AS 'x'; DROP TABLE t; END
        POSTGRESQL | CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; DROP TABLE t
        POSTGRESQL | CREATE RULE r AS ON INSERT TO t DO NOTHING; DROP TABLE t
        POSTGRESQL | CREATE RULE r AS ON INSERT TO t DO (DELETE FROM t; DELETE FROM u); DROP TABLE t
        POSTGRESQL | CREATE VIEW function AS SELECT 1 AS begin; DROP TABLE t
        MYSQL | CREATE PROCEDURE p() SELECT 1; DROP TABLE t
        MYSQL | CREATE PROCEDURE p() SELECT 1; DROP TABLE t; END
        MYSQL | CREATE PROCEDURE p() BEGIN SELECT 1; END; DROP TABLE t
        MYSQL | CREATE FUNCTION f(x int) RETURNS int RETURN IF(x, 1, 2); DROP TABLE t; END
        MYSQL | CREATE PROCEDURE p() SET @a = IF(1, 2, 3); DROP TABLE t; END IF
        MYSQL | CREATE FUNCTION f(x int) RETURNS int RETURN CASE WHEN x THEN IF(x, 1, 2) END; DROP TABLE t; END
        MYSQL | CREATE PROCEDURE p() BEGIN SELECT CASE 1 WHEN 1 THEN IF(1, 2, 3) END; END; DROP TABLE t; END IF; END
        MYSQL | CREATE TABLE procedure1 (begin int); SELECT 1; END
        MYSQL | BEGIN NOT ATOMIC SELECT 1; END
        STANDARD | CREATE TRIGGER x BEGIN SELECT 1; END
        """)
    void whatMayHoldMoreIsRefused(Dialect dialect, String sql) {
        assertThat(Reading.refusal(sql, dialect)).isEqualTo(ErrorCode.MULTIPLE_STATEMENTS);
    }

    @Test
    void aBodyIsJudgedByWhatItTouchesAndCalls() {
        Analysis analysis = Reading.of(
                "CREATE TRIGGER x AFTER UPDATE ON t BEGIN INSERT INTO log SELECT f(a) FROM u; DELETE FROM v; END",
                Dialect.SQLITE);

        assertThat(analysis.touched().written()).contains("log", "v");
        assertThat(analysis.touched().read()).contains("u");
        assertThat(analysis.touched().functions()).contains("f");
        assertThat(analysis.touched().parsed()).isFalse();
    }

    @Test
    void bodiesThatDifferInASemicolonAloneAreNotTakenForTheSame() {
        Analysis one = Reading.of("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END", Dialect.MYSQL);
        Analysis other = Reading.of("CREATE PROCEDURE p() BEGIN SELECT 1 SELECT 2; END", Dialect.MYSQL);

        assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    }
}
