package dev.sluice.dispatcher.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.lex.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statement counts as what it does, not as what it looks like. */
class StatementClassTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from item where id = 1",
                "SELECT 'update delete insert' FROM t",
                "select \"update\" from t",
                "select t.update, t.delete from t",
                "(select 1) union (select 2)",
                "with a as (select 1) select * from a",
                "values (1), (2)",
                "table item",
                "show search_path",
                "explain select 1",
                "explain delete from item",
                "explain analyze select 1",
                "explain (analyze, buffers) select * from item",
                "select replace(name, 'a', 'b') from item",
                "select /* for update */ 1 -- into x",
                "select $$ delete from item $$"
            })
    void theseRead(String sql) {
        assertThat(Reading.of(sql, Dialect.POSTGRESQL).statementClass()).isEqualTo(StatementClass.READ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from item for update",
                "select * from item for no key update",
                "select * from item for share",
                "select * from item for key share",
                "with d as (delete from item returning *) select * from d",
                "with d as (select 1), e as (insert into log values (1) returning *) select * from e",
                "select * into copy_of_item from item",
                "explain analyze delete from item",
                "explain (analyze) with d as (delete from item returning 1) select * from d",
                "select nextval('s')",
                "select setval('s', 1)",
                "select pg_catalog.\"nextval\"('s')",
                "select set_config('role', 'x', false)",
                "select pg_advisory_lock (1)",
                "select query_to_xml('delete from x', true, true, '')",
                "select lo_import('/etc/passwd')",
                "call p()",
                "do $$ begin delete from x; end $$",
                "copy item from stdin",
                "insert into item values (1)",
                "merge into a using b on true when matched then delete",
                "frobnicate the item",
                "1 + 1",
                "lock table item",
                "notify x"
            })
    void theseWrite(String sql) {
        assertThat(Reading.of(sql, Dialect.POSTGRESQL).statementClass()).isEqualTo(StatementClass.WRITE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table t (a int)|CREATE_TABLE|DDL",
                "create unlogged table t (a int)|CREATE_TABLE|DDL",
                "CREATE TEMP TABLE t AS SELECT 1|CREATE_TABLE|DDL",
                "create unique index i on t (a)|CREATE_INDEX|DDL",
                "create or replace view v as select 1|CREATE_VIEW|DDL",
                "create materialized view v as select 1|CREATE_VIEW|DDL",
                "create function f() returns int as $$ select 1; $$ language sql|CREATE_OTHER|DDL",
                "drop table t|DROP_TABLE|DDL",
                "drop index i|DROP_INDEX|DDL",
                "alter table t add b int|ALTER_TABLE|DDL",
                "alter role r nologin|ALTER_OTHER|DDL",
                "truncate t|TRUNCATE|DDL",
                "grant select on t to r|GRANT|CONTROL",
                "revoke all on t from r|REVOKE|CONTROL",
                "analyze t|ANALYZE|MAINTENANCE",
                "vacuum full t|VACUUM|MAINTENANCE",
                "begin|BEGIN|TRANSACTION",
                "start transaction|BEGIN|TRANSACTION",
                "end|COMMIT|TRANSACTION",
                "rollback to s|ROLLBACK|TRANSACTION",
                "release s|SAVEPOINT|TRANSACTION",
                "with a as (select 1) insert into t select * from a|INSERT|WRITE",
                "with a as (select 1) update t set x = 1|UPDATE|WRITE",
                "set search_path = x|SET|WRITE"
            })
    void kindAndClassFollowTheLeadingKeyword(String sql, StatementKind kind, StatementClass statementClass) {
        Analysis analysis = Reading.of(sql, Dialect.POSTGRESQL);

        assertThat(analysis.kind()).isEqualTo(kind);
        assertThat(analysis.statementClass()).isEqualTo(statementClass);
    }

    @Test
    void otherEnginesHaveTheirOwnWays() {
        assertThat(Reading.of("replace into t values (1)", Dialect.MYSQL).kind())
                .isEqualTo(StatementKind.INSERT);
        assertThat(Reading.of("select * from t lock in share mode", Dialect.MYSQL)
                        .statementClass())
                .isEqualTo(StatementClass.WRITE);
        assertThat(Reading.of("select 1 /*!50000 for */", Dialect.MYSQL).statementClass())
                .isEqualTo(StatementClass.WRITE);
        assertThat(Reading.of("pragma table_info(t)", Dialect.SQLITE).statementClass())
                .isEqualTo(StatementClass.READ);
        assertThat(Reading.of("pragma journal_mode = off", Dialect.SQLITE).statementClass())
                .isEqualTo(StatementClass.WRITE);
        assertThat(Reading.of("explain query plan select 1", Dialect.SQLITE).statementClass())
                .isEqualTo(StatementClass.READ);
        assertThat(Reading.of("select load_extension('x')", Dialect.SQLITE).statementClass())
                .isEqualTo(StatementClass.WRITE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from item where id = ?|0",
                "select 1|0",
                "insert into item values (?, ?)|0",
                "update item set n = ? where id = ?|0",
                "delete from item where id = ?|0",
                "select * from item limit 10|0",
                "update item set n = 0|2",
                "select * from item|2",
                "select count(*) from item where x = 1|2",
                "select * from a, b where a.x = b.x|1",
                "select * from a join b on a.x = b.x where a.y = 1|1",
                "select * from a where x in (select y from b where z = 1)|3",
                "insert into a select * from b|5",
                "with a as (select 1) select * from a where x = 1|6",
                "create table t (a int)|100",
                "vacuum|100"
            })
    void theWeightGrowsWithTheWorkTheTextSuggests(String sql, int weight) {
        assertThat(Reading.of(sql, Dialect.POSTGRESQL).weight()).isEqualTo(weight);
    }
}
