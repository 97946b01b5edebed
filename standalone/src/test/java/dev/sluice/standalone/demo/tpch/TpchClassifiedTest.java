package dev.sluice.standalone.demo.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.classify.Analyses;
import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.classify.Classify;
import dev.sluice.dispatcher.classify.SqlLimits;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.message.StatementClass;
import dev.sluice.schemas.lex.Dialect;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dispatcher knows of every TPC-H query that it reads, and what. */
class TpchClassifiedTest {
    /** The tables of each query by the specification, Q01 to Q22. */
    private static final List<String> TABLES = List.of(
            "lineitem",
            "nation,part,partsupp,region,supplier",
            "customer,lineitem,orders",
            "lineitem,orders",
            "customer,lineitem,nation,orders,region,supplier",
            "lineitem",
            "customer,lineitem,nation,orders,supplier",
            "customer,lineitem,nation,orders,part,region,supplier",
            "lineitem,nation,orders,part,partsupp,supplier",
            "customer,lineitem,nation,orders",
            "nation,partsupp,supplier",
            "lineitem,orders",
            "customer,orders",
            "lineitem,part",
            "lineitem,supplier",
            "part,partsupp,supplier",
            "lineitem,part",
            "customer,lineitem,orders",
            "lineitem,part",
            "lineitem,nation,part,partsupp,supplier",
            "lineitem,nation,orders,supplier",
            "customer,orders");

    @ParameterizedTest
    @CsvSource({"postgresql,POSTGRESQL", "sqlite,SQLITE"})
    void everyQueryIsParsedAndItsTablesAreRight(String engine, Dialect dialect) {
        var classify = new Classify(SqlLimits.DEFAULT, new Analyses(ParseLimits.DEFAULT, Parsers.standard(), () -> 0));

        for (TpchQuery query : TpchQuery.of(engine)) {
            Analysis analysis = passed(classify.analyse("acme", query.sql(), dialect));

            assertThat(analysis.touched().parsed()).as(query.name()).isTrue();
            assertThat(analysis.statementClass()).as(query.name()).isEqualTo(StatementClass.READ);
            assertThat(String.join(",", analysis.touched().read()))
                    .as(query.name())
                    .isEqualTo(TABLES.get(query.number() - 1));
            assertThat(analysis.touched().written()).as(query.name()).isEmpty();
        }
    }

    private static Analysis passed(Verdict<Analysis> verdict) {
        if (verdict instanceof Verdict.Passed<Analysis>(Analysis analysis)) {
            return analysis;
        }
        throw new AssertionError(verdict);
    }
}
