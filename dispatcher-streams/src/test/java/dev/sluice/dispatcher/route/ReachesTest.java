package dev.sluice.dispatcher.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.classify.Analyses;
import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.classify.Classify;
import dev.sluice.dispatcher.classify.SqlLimits;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Demand.Reach;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.schemas.lex.Dialect;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachesTest {
    private static final Database SHOP = new Database("shop", "postgresql", Map.of(), 0, true, "public");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select lower(a), coalesce(b, 0), now() from t where c in (1, 2) and (d = 1 or (e = 2))",
                "select count(*), sum(a) filter (where b > 0), cast(c as numeric(10, 2)) from t group by rollup (c)",
                "select row_number() over (partition by a order by b) from t where c = any (array[1])",
                "select substring(a from 2), extract(year from b), pg_catalog.upper(c) from t",
                "select * from t where exists (select 1 from generate_series(1, 2) where not (a = 1))",
                "insert into t (a, b) values (1, nextval('s')) on conflict (a) do update set b = 2",
                "create table t (a int primary key, b varchar(10) not null, check (a > 0))",
                "create index i on t (lower(a))",
                "update t set a = date_trunc('day', b) where c between (1) and (2)"
            })
    void ordinaryStatementsTouchTheTablesThatTheyName(String sql) {
        Reach reach = reach(sql);

        assertThat(reach.known()).isTrue();
        assertThat(reach.tables()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select my_function(a) from t",
                "select app.lower(a) from t",
                "select * from my_rows(1) as r",
                "insert into t select my_function(1)",
                "call p(1)",
                "do $$ begin delete from u; end $$",
                "execute p",
                "copy t to stdout",
                "drop schema s cascade",
                "drop index i",
                "create rule r as on insert to t do instead nothing",
                "vacuum",
                "select a from t # b !! c"
            })
    void whatMayTouchMoreThanItNamesCountsForEveryTable(String sql) {
        assertThat(reach(sql)).isEqualTo(Reach.EVERYTHING);
    }

    @Test
    void oneStatementWithHiddenTablesIsEnough() {
        assertThat(reach("create table t (a int)", "call p(1)")).isEqualTo(Reach.EVERYTHING);
        assertThat(reach("create table t (a int)", "insert into u values (1)").tables())
                .hasSize(2);
    }

    private static Reach reach(String... statements) {
        var analyses = new Analyses(ParseLimits.DEFAULT, Parsers.standard(), () -> 0);
        var classify = new Classify(SqlLimits.DEFAULT, analyses);
        List<Analysis> read = Arrays.stream(statements)
                .map(sql -> passed(classify.analyse("acme", sql, Dialect.POSTGRESQL)))
                .toList();
        return Reaches.of(read, SHOP);
    }

    private static Analysis passed(Verdict<Analysis> verdict) {
        if (verdict instanceof Verdict.Passed<Analysis>(Analysis analysis)) {
            return analysis;
        }
        throw new AssertionError("refused: " + verdict);
    }
}
