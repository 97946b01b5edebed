package dev.sluice.standalone.demo.workload;

import dev.sluice.message.ParameterValue;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Look-ups by key, with parameters; keys are spread over the tables and some of them are not there. */
final class PointSelects {
    private static final List<LookUp> LOOK_UPS = List.of(
            new LookUp(
                    "select o_orderkey, o_custkey, o_orderstatus, o_totalprice, o_orderdate from orders where o_orderkey = ?",
                    key -> List.of(Bind.number(key * 7 % 60_000 + 1))),
            new LookUp(
                    "select c_custkey, c_name, c_acctbal, c_mktsegment from customer where c_custkey = ?",
                    key -> List.of(Bind.number(key % 1_500 + 1))),
            new LookUp(
                    "select p_partkey, p_name, p_retailprice from part where p_partkey = ? and p_size > ?",
                    key -> List.of(Bind.number(key % 2_000 + 1), Bind.number(key % 50))),
            new LookUp(
                    "select l_linenumber, l_quantity, l_extendedprice, l_shipdate, l_shipmode from lineitem"
                            + " where l_orderkey = ? and l_returnflag <> ? order by l_linenumber",
                    key -> List.of(Bind.number(key * 11 % 60_000 + 1), Bind.text("A"))));

    private PointSelects() {}

    private record LookUp(String sql, LongFunction<List<ParameterValue>> parameters) {}

    static Stream<DemoJob> of(String database, int count) {
        return IntStream.range(0, count).mapToObj(i -> job(database, i));
    }

    private static DemoJob job(String database, int i) {
        LookUp lookUp = LOOK_UPS.get(i % LOOK_UPS.size());
        return new DemoJob(
                "point select",
                Tenant.inTurn(i),
                database,
                lookUp.sql(),
                lookUp.parameters().apply(i),
                new Expected.Rows(true),
                DemoJob.Door.KAFKA);
    }
}
