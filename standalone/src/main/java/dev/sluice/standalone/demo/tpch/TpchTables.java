package dev.sluice.standalone.demo.tpch;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.util.List;

/** The eight tables, smallest first, so that the first question can be asked as soon as the second table is there. */
final class TpchTables {
    static final List<TpchTable<?>> IN_LOAD_ORDER = List.of(
            TpchTable.REGION,
            TpchTable.NATION,
            TpchTable.SUPPLIER,
            TpchTable.CUSTOMER,
            TpchTable.PART,
            TpchTable.PART_SUPPLIER,
            TpchTable.ORDERS,
            TpchTable.LINE_ITEM);

    private TpchTables() {}

    /** Rows of all tables together at this scale; lineitem varies by a fraction of a percent. */
    static long expectedRows(double scale) {
        return 30 + Math.round(8_661_215 * scale);
    }

    static <E extends TpchEntity> Iterable<E> rows(TpchTable<E> table, double scale) {
        return table.createGenerator(scale, 1, 1);
    }
}
