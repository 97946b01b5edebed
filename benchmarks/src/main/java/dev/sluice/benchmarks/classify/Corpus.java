package dev.sluice.benchmarks.classify;

import dev.sluice.standalone.demo.tpch.TpchQuery;
import java.util.List;

/** Texts to classify, all for PostgreSQL. Public because the code that JMH generates names it. */
public enum Corpus {
    /** What most jobs are. */
    SIMPLE("simple"),
    TPC_H("TPC-H"),
    /** See {@link WarehouseQueries}. */
    TPC_DS_LIKE("TPC-DS-like");

    private static final int WAREHOUSE_QUERIES = 99;
    private static final long SEED = 20_261_121;

    private final String title;

    Corpus(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    List<String> texts() {
        return switch (this) {
            case SIMPLE ->
                List.of(
                        "select id, name, price from item where id = 4711",
                        "insert into orders (id, item, quantity, at) values (1, 2, 3, '2026-11-21')",
                        "update item set stock = stock - 1 where id = 4711 and stock > 0",
                        "delete from basket where customer = 815 and item = 4711",
                        "select o.id, i.name from orders o join item i on i.id = o.item where o.customer = 815 order by o.id limit 20",
                        "select count(*), sum(quantity) from orders where item in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)");
            case TPC_H ->
                TpchQuery.of("postgresql").stream().map(TpchQuery::sql).toList();
            case TPC_DS_LIKE -> WarehouseQueries.of(WAREHOUSE_QUERIES, SEED);
        };
    }

    int averageLength() {
        return (int) texts().stream().mapToInt(String::length).average().orElse(0);
    }
}
